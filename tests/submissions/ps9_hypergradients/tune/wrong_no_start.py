"""hint: start-missing

The start is left out.
"""


def tune(alphas, x0, beta, steps):
    a, history = jnp.asarray(alphas, float), []
    for _ in range(steps):
        a = a - beta * hypergradient(a, x0)
        history.append((a, unrolled_loss(a, x0)))
    return history
