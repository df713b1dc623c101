"""hint: wrong-length

Only every other step is noted.
"""


def tune(alphas, x0, beta, steps):
    alphas = jnp.asarray(alphas, dtype=float)
    history = []
    for step in range(steps + 1):
        if step % 2 == 0:
            history.append((alphas, unrolled_loss(alphas, x0)))
        alphas = alphas - beta * hypergradient(alphas, x0)
    return history
