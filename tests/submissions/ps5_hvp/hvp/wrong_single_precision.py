"""hint: single-precision

A difference of gradients, rounded to single precision.
"""


def hvp(f, x, v):
    h = 1e-4
    difference = (jax.grad(f)(x + h * v) - jax.grad(f)(x - h * v)) / (2 * h)
    return difference.astype(jnp.float32)
