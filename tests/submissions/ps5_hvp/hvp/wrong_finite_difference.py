"""hint: nearly-right

A difference of gradients.
"""


def hvp(f, x, v):
    h = 1e-5
    return (jax.grad(f)(x + h * v) - jax.grad(f)(x - h * v)) / (2 * h)
