"""hint: not-divided

The deviation of one product.
"""


def hessian_trace(f, x, probes, rng):
    product = jax.jit(lambda v: jax.jvp(jax.grad(f), (x,), (v,))[1])
    q = []
    for _ in range(probes):
        v = rng.standard_normal(x.shape)
        q.append(float(jnp.vdot(v, product(v))))
    return np.mean(q), np.std(q, ddof=1)
