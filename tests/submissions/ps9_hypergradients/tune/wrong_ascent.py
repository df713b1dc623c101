"""hint: uphill

The gradient is added.
"""


def tune(alphas, x0, beta, steps):
    history = [(jnp.asarray(alphas, float), unrolled_loss(alphas, x0))]
    while len(history) <= steps:
        a = history[-1][0] + beta * hypergradient(history[-1][0], x0)
        history.append((a, unrolled_loss(a, x0)))
    return history
