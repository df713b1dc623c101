"""hint: unbalanced

Three values, of which two are 1.
"""


def rademacher(rng, n):
    return np.array([1.0, 1.0, -1.0])[rng.integers(0, 3, n)]
