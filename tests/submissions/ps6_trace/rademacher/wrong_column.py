"""hint: wrong-shape

A column.
"""


def rademacher(rng, n):
    return rng.choice([-1.0, 1.0], size=(n, 1))
