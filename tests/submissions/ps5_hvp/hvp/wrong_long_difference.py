"""hint: shifted-gradient

A difference with step 1.
"""


def hvp(f, x, v):
    return jax.grad(f)(x + v) - jax.grad(f)(x)
