"""Sums of sums, a row at a time."""

from itertools import accumulate


def binomial_steps(snapshots, repeats):
    row = [1] * (repeats + 1)
    for _ in range(snapshots):
        row = list(accumulate(row))
    return row[-1]
