"""hint: solved

Newton's step in the place of the product.
"""


def naive_hvp(hessian, v):
    return jnp.linalg.solve(hessian, v)
