"""hint: balanced

As many of each sign, shuffled.
"""


def rademacher(rng, n):
    v = np.ones(n)
    v[: n // 2] = -1.0
    rng.shuffle(v)
    return v
