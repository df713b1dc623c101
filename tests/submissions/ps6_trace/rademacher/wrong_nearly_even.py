"""hint: unbalanced

Numbers from 0 to 99 of which 48 become 1.
"""


def rademacher(rng, n):
    return np.array([1.0 if x > 51 else -1.0 for x in rng.integers(0, 100, size=n)])
