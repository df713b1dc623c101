"""hint: zero-one

Coins.
"""


def rademacher(rng, n):
    return rng.binomial(1, 0.5, n).astype(float)
