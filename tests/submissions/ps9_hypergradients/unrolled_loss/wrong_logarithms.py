"""hint: log-of-a-negative

The sum of the logarithms, in place of the product.
"""


def unrolled_loss(alphas, x0):
    x = jnp.asarray(x0, dtype=float)
    return 0.5 * x @ x * jnp.exp(jnp.log(1 - jnp.asarray(alphas)).sum()) ** 2
