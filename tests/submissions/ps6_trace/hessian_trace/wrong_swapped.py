"""hint: gradient-only

Point and direction exchanged.
"""


def hessian_trace(f, x, probes, rng):
    @jax.jit
    def product(v):
        return jax.jvp(jax.grad(f), (v.reshape(x.shape),), (x,))[1].ravel()

    return hutchinson(lambda v: np.asarray(product(v)), x.size, probes, rng)
