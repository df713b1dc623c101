"""The gradient of the derivative along v."""


def hvp(f, x, v):
    return jax.grad(lambda x: jax.jvp(f, (x,), (v,))[1])(x)
