"""hint: one-step-only

The return stands in the loop.
"""


def unrolled_loss(alphas, x0):
    x = x0
    for a in alphas:
        x = x - a * x
        return 0.5 * jnp.sum(x**2)
