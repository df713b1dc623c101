"""hint: summed-up

The gradient of a vector does not exist, so its entries are summed.
"""


def full_hessian(loss, params):
    return jax.grad(lambda p: jax.grad(loss)(p).sum())(params)
