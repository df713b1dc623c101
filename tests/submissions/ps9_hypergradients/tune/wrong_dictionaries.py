"""hint: two-lists

A dict for each step.
"""


def tune(alphas, x0, beta, steps):
    path = [jnp.asarray(alphas, float)]
    for _ in range(steps):
        path.append(path[-1] - beta * hypergradient(path[-1], x0))
    return [{"alphas": a, "loss": float(unrolled_loss(a, x0))} for a in path]
