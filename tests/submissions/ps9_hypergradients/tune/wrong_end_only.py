"""hint: last-only

The end of the tuning.
"""


def tune(alphas, x0, beta, steps):
    a = jnp.asarray(alphas, float)
    for _ in range(steps):
        a = a - beta * hypergradient(a, x0)
    return a, unrolled_loss(a, x0)
