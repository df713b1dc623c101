"""hint: no-history

Each step is a line of text.
"""


def tune(alphas, x0, beta, steps):
    alphas = jnp.asarray(alphas, dtype=float)
    history = [f"{alphas} {unrolled_loss(alphas, x0)}"]
    for _ in range(steps):
        alphas = alphas - beta * hypergradient(alphas, x0)
        history.append(f"{alphas} {unrolled_loss(alphas, x0)}")
    return history
