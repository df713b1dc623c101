"""hint: one-step-only

Each step begins at x0.
"""


def unrolled_loss(alphas, x0):
    for a in alphas:
        x = x0 - a * x0
    return 0.5 * jnp.sum(x**2)
