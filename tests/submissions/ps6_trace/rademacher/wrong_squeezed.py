"""hint: wrong-shape

A number where n is 1.
"""


def rademacher(rng, n):
    return np.squeeze(rng.choice([-1.0, 1.0], n))
