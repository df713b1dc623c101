"""hint: zeros-among-them

Rounding a number from an interval gives 0 every other time.
"""


def rademacher(rng, n):
    return np.round(rng.uniform(-1, 1, n))
