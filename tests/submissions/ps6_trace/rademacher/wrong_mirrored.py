"""hint: pattern

The second half mirrors the first.
"""


def rademacher(rng, n):
    half = rng.choice([-1.0, 1.0], size=(n + 1) // 2)
    return np.concatenate([half, -half])[:n]
