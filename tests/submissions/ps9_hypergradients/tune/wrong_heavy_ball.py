"""hint: momentum

With momentum.
"""


def tune(alphas, x0, beta, steps):
    a, v = jnp.asarray(alphas, float), 0.0
    history = [(a, unrolled_loss(a, x0))]
    for _ in range(steps):
        v = 0.9 * v - beta * hypergradient(a, x0)
        a = a + v
        history.append((a, unrolled_loss(a, x0)))
    return history
