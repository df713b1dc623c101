"""hint: unsigned

2b − 1 is computed in unsigned bytes, where 0 − 1 is 255.
"""


def rademacher(rng, n):
    bits = rng.integers(0, 2, size=n, dtype=np.uint8)
    return (2 * bits - 1).astype(float)
