"""hint: step-made-smaller

A step that would raise the loss is taken again with half of β, which stays so.
"""


def tune(alphas, x0, beta, steps):
    a = jnp.asarray(alphas, dtype=float)
    history = [(a, unrolled_loss(a, x0))]
    for _ in range(steps):
        g = hypergradient(a, x0)
        while beta > 1e-15 and unrolled_loss(a - beta * g, x0) > history[-1][1]:
            beta /= 2
        a = a - beta * g
        history.append((a, unrolled_loss(a, x0)))
    return history
