"""hint: scaled

Scaled to length 1.
"""


def rademacher(rng, n):
    v = 2.0 * rng.integers(0, 2, n) - 1.0
    return v / np.linalg.norm(v)
