"""hint: inner-detached

The gradient was computed once, outside.
"""


def hvp(f, x, v):
    g = jax.grad(f)(x)
    return jax.grad(lambda x: g @ v)(x)
