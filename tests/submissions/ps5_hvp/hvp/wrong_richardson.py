"""hint: nearly-right

Differences of gradients, extrapolated.
"""


def hvp(f, x, v):
    g = jax.grad(f)
    d = lambda h: (g(x + h * v) - g(x - h * v)) / (2 * h)
    h = 1e-3
    return (64 * d(h / 4) - 20 * d(h / 2) + d(h)) / 45
