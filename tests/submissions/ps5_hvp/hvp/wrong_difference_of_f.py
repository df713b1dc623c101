"""hint: quadratic-form

A second difference of f.
"""


def hvp(f, x, v):
    first = lambda t: jax.jvp(f, (x + t * v,), (v,))[1]
    return jax.grad(first)(0.0)
