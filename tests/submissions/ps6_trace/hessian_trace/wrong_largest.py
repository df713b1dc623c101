"""hint: another-estimate

The estimate is the largest of the numbers.
"""


def hessian_trace(f, x, probes, rng):
    product = jax.jit(lambda v: jax.jvp(jax.grad(f), (x,), (v,))[1])
    q = []
    for _ in range(probes):
        v = rng.choice([-1.0, 1.0], size=x.shape)
        q.append(float(jnp.sum(v * product(v))))
    q = np.array(q)
    return q.max(), q.std(ddof=1) / np.sqrt(probes)
