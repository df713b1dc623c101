"""hint: two-lists

Two lists.
"""


def tune(alphas, x0, beta, steps):
    path = [jnp.asarray(alphas, float)]
    for _ in range(steps):
        path.append(path[-1] - beta * hypergradient(path[-1], x0))
    return path, [unrolled_loss(a, x0) for a in path]
