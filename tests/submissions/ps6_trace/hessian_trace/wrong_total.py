"""hint: sum-for-mean

The sum over the probes.
"""


def hessian_trace(f, x, probes, rng):
    product = jax.jit(lambda v: jax.jvp(jax.grad(f), (x,), (v,))[1])
    q = []
    for _ in range(probes):
        v = rng.standard_normal(x.shape)
        q.append(float(jnp.vdot(v, product(v))))
    return sum(q), np.std(q, ddof=1) / np.sqrt(probes)
