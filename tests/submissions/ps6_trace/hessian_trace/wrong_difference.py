"""hint: difference-quotient

A difference of two gradients.
"""


def hessian_trace(f, x, probes, rng):
    g, h = jax.jit(jax.grad(f)), 1e-5

    def product(v):
        v = v.reshape(x.shape)
        return np.asarray((g(x + h * v) - g(x - h * v)) / (2 * h)).ravel()

    return hutchinson(product, x.size, probes, rng)
