"""hint: one-sign

One sign for all entries.
"""


def rademacher(rng, n):
    return np.ones(n) if rng.random() < 0.5 else -np.ones(n)
