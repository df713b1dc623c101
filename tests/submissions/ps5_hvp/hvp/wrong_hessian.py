"""hint: forms-hessian

The matrix first.
"""


def hvp(f, x, v):
    return jax.hessian(f)(x) @ v
