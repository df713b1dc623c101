"""hint: stopped-early

The loop ends where nothing changes.
"""


def tune(alphas, x0, beta, steps):
    a = jnp.asarray(alphas, float)
    history = [(a, unrolled_loss(a, x0))]
    for _ in range(steps):
        g = hypergradient(a, x0)
        if beta * jnp.linalg.norm(g) < 1e-12:
            break
        a = a - beta * g
        history.append((a, unrolled_loss(a, x0)))
    return history
