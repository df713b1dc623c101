"""hint: v-not-constant

The gradient of the sum of the gradient.
"""


def hvp(f, x, v):
    return jax.grad(lambda x: jax.grad(f)(x).sum())(x)
