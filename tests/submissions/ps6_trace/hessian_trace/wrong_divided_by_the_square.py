"""hint: another-error

The deviation is divided by the square of the number of probes, and not by its root.
"""


def hessian_trace(f, x, probes, rng):
    product = jax.jit(lambda v: jax.jvp(jax.grad(f), (x,), (v,))[1])
    q = []
    for _ in range(probes):
        v = rng.choice([-1.0, 1.0], size=x.shape)
        q.append(float(jnp.sum(v * product(v))))
    q = np.array(q)
    return q.mean(), q.std(ddof=1) / probes**2
