"""hint: integers-refused

jax.grad gets the array as it is.
"""


def hypergradient(alphas, x0):
    return jax.grad(unrolled_loss)(alphas, x0)
