"""hint: losses-summed

A running sum of the losses.
"""


def unrolled_loss(alphas, x0):
    x, total = jnp.asarray(x0, float), 0.0
    for a in alphas:
        x = x - a * x
        total += 0.5 * jnp.sum(x**2)
    return total
