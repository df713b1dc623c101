"""The gradient linearised at x, applied to v."""


def hvp(f, x, v):
    return jax.linearize(jax.grad(f), x)[1](v)
