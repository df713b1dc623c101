"""Integers 1 and −1."""


def rademacher(rng, n):
    return 1 - 2 * rng.integers(2, size=n)
