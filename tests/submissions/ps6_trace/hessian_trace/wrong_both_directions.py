"""hint: too-many-products

The mean of vᵀHv for v and for −v, compiled.
"""


def hessian_trace(f, x, probes, rng):
    x = jnp.asarray(x)

    @jax.jit
    def product(v):
        return jnp.vdot(v, jax.jvp(jax.grad(f), (x,), (v,))[1])

    q = []
    for _ in range(probes):
        v = rademacher(rng, x.size).reshape(x.shape)
        q.append(float(product(v) + product(-v)) / 2)
    return np.mean(q), np.std(q, ddof=1) / np.sqrt(probes)
