"""hint: bounded

Step sizes between 0 and 1.
"""


def tune(alphas, x0, beta, steps):
    a = jnp.asarray(alphas, float)
    history = [(a, unrolled_loss(a, x0))]
    for _ in range(steps):
        a = jnp.clip(a - beta * hypergradient(a, x0), 0.0, 1.0)
        history.append((a, unrolled_loss(a, x0)))
    return history
