"""Reverse mode twice, normal probes, without hutchinson."""


def hessian_trace(f, x, probes, rng):
    def along(x, v):
        return jnp.vdot(jax.grad(f)(x), v)

    product = jax.jit(jax.grad(along))
    q = []
    for _ in range(probes):
        v = jnp.asarray(rng.standard_normal(x.shape))
        q.append(float(jnp.vdot(v, product(x, v))))
    return float(np.mean(q)), float(np.std(q, ddof=1) / np.sqrt(probes))
