"""hint: single-precision

x in float32.
"""


def hessian_trace(f, x, probes, rng):
    x = jnp.array(x, dtype="float32")

    @jax.jit
    def product(v):
        return jax.jvp(jax.grad(f), (x,), (v.reshape(x.shape).astype(x.dtype),))[1].ravel()

    return hutchinson(lambda v: np.asarray(product(v), dtype=float), x.size, probes, rng)
