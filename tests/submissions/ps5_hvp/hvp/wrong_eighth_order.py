"""hint: nearly-right

A difference of gradients of eighth order, with a step that suits it.
"""


def hvp(f, x, v):
    g, h = jax.grad(f), 0.02
    weights = (4 / 5, -1 / 5, 4 / 105, -1 / 280)
    return (
        sum(w * (g(x + k * h * v) - g(x - k * h * v)) for k, w in enumerate(weights, start=1)) / h
    )
