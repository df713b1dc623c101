"""The longest chain that is reversed with so many activations and runs: C(s + r, s).

The recurrence β(s, r) = β(s − 1, r) + β(s, r − 1), with β(1, r) = r + 1 and β(s, 0) = 1, is
Pascal's (Griewank & Walther 2000).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Draw, Exercise
from autograder.checks.compare import Difference, difference
from autograder.reference import schedules


def right(snapshots, repeats):
    return schedules.binomial_steps(snapshots, repeats)


def judge(got: Any, want: int, *_: Any) -> Difference | None:
    """Compare integers, exactly."""
    if type(got) in (int, float) and got == want:
        return None
    if type(got) is int and got < 0:
        return Difference("a negative number", "overflow")
    if type(got) is int and abs(got) >= 2**63 and abs(got) > 2 * want:
        return Difference("far too large", "wrong-value")
    found = difference(got, float(want))
    if found is None or found.hint == "nearly-right":
        return Difference("right to some digits only", "not-exact")
    return found


check = Exercise(__name__, right, judge=judge)


@check.part("small numbers", 1, otherwise="another-recurrence")
def _(draw: Draw) -> Iterator[tuple[int, int]]:
    yield from ((1, 0), (1, 1), (1, 6), (4, 0), (2, 2), (3, 1), (1, 3), (3, 2), (2, 3), (5, 3))
    for _ in draw.times(2, 4):
        yield int(draw.rng.integers(3, 8)), int(draw.rng.integers(3, 8))


@check.part("large numbers, exact", 1)
def _(draw: Draw) -> Iterator[tuple[int, int]]:
    # So large that Python ends a recursion, with a cache or without one, which else takes for ever.
    for _ in draw.times(2, 4):
        few, many = int(draw.rng.integers(30, 50)), int(draw.rng.integers(1100, 1300))
        yield few, many
        yield many, few
    yield 2, 120


def table(s, r, first_row=lambda r: r + 1, first_column=lambda s: 1, combine=lambda a, b: a + b):
    """The recurrence with other starts, or another step."""
    row = [first_row(k) for k in range(r + 1)]
    for i in range(2, s + 1):
        new = [first_column(i)]
        for k in range(1, r + 1):
            new.append(combine(new[-1], row[k]))
        row = new
    return row[r]


def shifted(s, r, combine):
    """Another recurrence, of β(s − 1, r), β(s − 1, r − 1) and β(s, r − 1)."""
    row = list(range(1, r + 2))
    for _ in range(2, s + 1):
        new = [1]
        for k in range(1, r + 1):
            new.append(combine(row[k], row[k - 1], new[-1]))
        row = new
    return row[r]


def comb(n, k):
    return math.comb(n, k) if 0 <= k <= n else 0


@check.mistake
def recursion(s, r):
    if s + r > 1000:
        raise RecursionError
    return right(s, r)


check.mistake("not-exact")(lambda s, r: float(right(s, r)))
check.mistake("not-exact")(
    lambda s, r: round(math.exp(math.lgamma(s + r + 1) - math.lgamma(s + 1) - math.lgamma(r + 1)))
)
check.mistake("overflow")(lambda s, r: (right(s, r) + 2**63) % 2**64 - 2**63)
check.mistake("overflow")(lambda s, r: int(np.int64(right(s, r))))
check.mistake("input-not-counted")(lambda s, r: comb(s + r + 1, r))
check.mistake("one-too-few")(lambda s, r: comb(s + r - 1, r))
check.mistake("one-too-few")(lambda s, r: comb(s + r - 1, s))
check.mistake("one-run-too-many")(lambda s, r: comb(s + r + 1, s))
check.mistake("one-too-few")(lambda s, r: comb(s + r - 1, s) if r else 1)
check.mistake("same-runs-for-both-parts")(lambda s, r: table(s, r, combine=lambda a, b: 2 * a))
check.mistake("product")(lambda s, r: s * r)
check.mistake("product")(lambda s, r: s * (r + 1))
check.mistake("product")(lambda s, r: s * r + 1)
check.mistake("product")(lambda s, r: (s + 1) * (r + 1))
check.mistake("sum")(lambda s, r: s + r)
check.mistake("power")(lambda s, r: (r + 1) ** s)
check.mistake("power")(lambda s, r: (s + 1) ** r)
check.mistake("power")(lambda s, r: 2 ** (s + r))
check.mistake("power")(lambda s, r: 2**r)
check.mistake("power")(lambda s, r: s**r)
check.mistake("factorial-missing")(lambda s, r: math.factorial(s + r) // math.factorial(s))
check.mistake("factorial-missing")(lambda s, r: math.factorial(s + r) // math.factorial(r))
check.mistake("chosen-from-the-wrong-number")(lambda s, r: comb(s, r))
check.mistake("chosen-from-the-wrong-number")(lambda s, r: comb(s + r, s - 1))
check.mistake("chosen-from-the-wrong-number")(lambda s, r: comb(s + r, s + 1))
check.mistake("chosen-from-the-wrong-number")(lambda s, r: comb(r, s))
check.mistake("chosen-from-the-wrong-number")(lambda s, r: comb(max(s, r), min(s, r)))
check.mistake("chosen-from-the-wrong-number")(lambda s, r: comb(s * r, s))
check.mistake("starts")(lambda s, r: table(s, r, first_row=lambda r: max(r, 1)))
check.mistake("starts")(lambda s, r: table(s, r, first_column=lambda s: 0))
check.mistake("starts")(lambda s, r: table(s, r, first_column=lambda s: s))
check.mistake("middle-step-counted")(lambda s, r: table(s, r, combine=lambda a, b: a + b + 1))
check.mistake("parts-confused")(lambda s, r: shifted(s, r, lambda one, other, new: one + other))
check.mistake("parts-confused")(lambda s, r: shifted(s, r, lambda one, other, new: new + other))
check.mistake("parts-confused")(lambda s, r: shifted(s, r, lambda one, other, new: 2 * one))
check.mistake("better-of-the-parts")(lambda s, r: table(s, r, combine=max))
