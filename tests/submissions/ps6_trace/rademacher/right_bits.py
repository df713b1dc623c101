"""Two times a bit, less one."""


def rademacher(rng, n):
    return 2.0 * rng.integers(0, 2, size=n) - 1.0
