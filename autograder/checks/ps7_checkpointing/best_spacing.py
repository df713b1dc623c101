"""The spacing with which least is stored: ⌈n/e⌉ + min(e, n) − 1 is smallest near e = √n."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Draw, Exercise
from autograder.checks.compare import Difference, difference


def stored(n, every):
    return -(-n // every) + min(every, n) - 1


def right(n):
    return math.isqrt(n)


def judge(got: Any, want: Any, n: int) -> Difference | None:
    """Say that with another spacing less is stored; of several best ones all are right."""
    if isinstance(got, tuple | list):
        return Difference("several values where one is asked", "pair-returned")
    found = difference(got, want)
    if found is None or found.hint in ("wrong-type", "wrong-shape", "returned-nothing"):
        return found
    value = float(np.asarray(got))
    if not math.isfinite(value) or value != round(value):
        return Difference("not a whole number", "not-an-integer")
    if not 1 <= value <= n:
        return Difference("not between 1 and n", "too-short" if value < 1 else "too-long")
    if stored(n, int(value)) == stored(n, want):
        return None
    hint = "too-short" if value < math.sqrt(n) else "too-long"
    return Difference("with another spacing fewer activations are stored", hint)


def peak_and_work(n, every):
    segments = -(-n // every)
    return segments + min(every, n) - 1, n - segments


check = Exercise(__name__, right, judge=judge, earlier={"peak_and_work": peak_and_work})


@check.part("the fewest activations", 1)
def _(draw: Draw) -> Iterator[tuple[int]]:
    for n in (1, 2, 3, 16, 100, 1024):
        yield (n,)
    for _ in draw.times(4, 8):
        yield (int(draw.rng.integers(20, 60)) ** 2,)
        yield (int(draw.rng.integers(200, 3000)),)
    yield (int(draw.rng.integers(1_100_000, 1_200_000)),)


def searched(n, most):
    """The first of the best spacings up to `most`."""
    return min(range(1, min(n, most) + 1), key=lambda e: stored(n, e))


check.mistake("not-an-integer")(lambda n: math.sqrt(n))
check.mistake("not-an-integer")(lambda n: n**0.5 if n > 1 else 1)
check.mistake("activations-returned")(lambda n: stored(n, right(n)))
check.mistake("least-work")(lambda n: 1)
check.mistake("most-work")(lambda n: n)
check.mistake("half")(lambda n: max(n // 2, 1))
check.mistake("half")(lambda n: -(-n // 2))
check.mistake("index-for-spacing")(lambda n: right(n) - 1)
check.mistake("index-for-spacing")(lambda n: searched(n, math.isqrt(n)) - 1)
for most in 10, 20, 50, 100, 200, 500, 1000:
    check.mistake("search-bounded")(lambda n, most=most: searched(n, most))
check.mistake("one-step-left-out")(lambda n: searched(n, math.isqrt(n) if n > 1 else 0))
check.mistake("logarithm")(lambda n: max(1, round(math.log2(n))))
check.mistake("logarithm")(lambda n: max(1, math.ceil(math.log(n))))
check.mistake("logarithm")(lambda n: max(1, int(math.log2(n))))
check.mistake("cube-root")(lambda n: max(1, round(n ** (1 / 3))))
check.mistake("twice-the-root")(lambda n: min(n, round(2 * math.sqrt(n))))
check.mistake("twice-the-root")(lambda n: math.ceil(math.sqrt(2 * n)))
check.mistake("twice-the-root")(lambda n: max(1, round(math.sqrt(n / 2))))
check.mistake("pair-returned")(lambda n: (stored(n, right(n)), n - -(-n // right(n))))
check.mistake("largest-divisor")(
    lambda n: max(e for e in range(1, n + 1) if e * e <= n and n % e == 0)
)
check.mistake("largest-divisor")(
    lambda n: min((e for e in range(1, n + 1) if n % e == 0), key=lambda e: stored(n, e))
)
