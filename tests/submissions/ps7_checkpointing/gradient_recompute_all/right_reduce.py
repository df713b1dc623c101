"""Runs by functools.reduce."""

from functools import reduce


def gradient_recompute_all(chain, x, g):
    n = len(chain)
    for k in range(n):
        i = n - 1 - k
        g = chain[i][1](reduce(lambda y, step: step[0](y), chain[:i], x), g)
    return g
