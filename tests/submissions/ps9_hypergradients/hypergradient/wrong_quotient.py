"""hint: divided-by-zero

The product divided by one of its factors.
"""


def hypergradient(alphas, x0):
    y = 1 - jnp.asarray(alphas, float)
    return -(jnp.prod(y) ** 2) / y * jnp.sum(jnp.asarray(x0, float) ** 2)
