"""A vector of independent signs: each entry is 1 or −1 with probability ½.

For n signs and any t is P(|Σ v_i| > t√n) ≤ 2 exp(−t²/2) (Hoeffding). The same holds for products
v_i v_{i+l}, which are independent signs too. With t = 7 that is 5e-11 for one comparison; a case
makes about sixty, so a right answer fails one with a probability of less than 1e-8. From call to
call the product of any of a few entries is an independent sign as well: that is all there is to
know of their joint distribution.

The sum of all 7·24 000 signs of a case shows a mean of 0.02 (49 of 100) mostly, and of 0.03 always.
One of 0.01 (50 of 101) would take a million signs: 10 seconds, where an answer draws one by one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, difference
from autograder.checks.ps6_trace import beside
from autograder.checks.ps6_trace.probes import same_randomness

TIMES = 7.0
LAGS = (1, 2, 3, 10)
# What 0 − 1 is among unsigned integers.
UNSIGNED = [2.0**bits - 1.0 for bits in (8, 16, 32, 64)]
# Calls with one generator; that the signs of all of them are balanced happens once in 1e11 times.
CALLS = 6
# So many calls tell all about so many signs.
FEW, OFTEN = 6, 200
GROUPS = [[*map(list, itertools.combinations(range(FEW), size))] for size in range(2, FEW + 1)]


def right(rng, n):
    return rng.choice([-1.0, 1.0], size=n)


def entries(v: np.ndarray) -> str:
    """Return the hint for a vector that is not one of signs, or ""."""
    values = np.abs(v)
    if np.all(values == 1.0):
        return ""
    if set(np.unique(v)) <= {0.0, 1.0}:
        return "zero-one"
    if set(np.unique(v)) <= {-1.0, 0.0, 1.0}:
        return "zeros-among-them"
    if set(np.unique(v)) <= {1.0, *UNSIGNED}:
        return "unsigned"
    if np.allclose(values, values[0]):
        return "scaled"
    return "uniform" if np.max(values) <= 1.0 else "normal"


def repeats(v: np.ndarray) -> bool:
    """Whether the sign of an entry tells that of another, beside what the mean tells."""
    c = v - v.mean()
    return any(abs(c[lag:] @ c[:-lag]) > TIMES * np.sqrt(v.size) for lag in LAGS)


def dependence(vectors: list[np.ndarray]) -> Difference | None:
    """Say where signs are not even, or not independent."""
    n = vectors[0].size
    limit = TIMES * np.sqrt(n)
    if any(abs(v.sum()) == n for v in vectors):
        return Difference("all signs are the same", "one-sign")
    if any(abs(v.sum()) > limit for v in vectors) and not any(map(repeats, vectors)):
        return Difference("one sign is more frequent than the other", "unbalanced")
    if any(abs(v.sum()) > limit for v in vectors) or any(
        abs(v[lag:] @ v[:-lag]) > limit for v in vectors for lag in (*LAGS, n // 2)
    ):
        return Difference("the sign of an entry tells that of another", "pattern")
    together = np.concatenate(vectors)
    if abs(together.sum()) > TIMES * np.sqrt(together.size):
        return Difference("one sign is more frequent than the other", "unbalanced")
    if all(v.sum() == 0.0 for v in vectors):
        return Difference("there are always as many signs of one kind as of the other", "balanced")
    if any(abs(a @ b) > limit for a, b in itertools.combinations(vectors, 2)):
        return Difference("the vectors of two calls are alike", "rng-made-anew")
    return None


def joint(vectors: list[np.ndarray]) -> Difference | None:
    """Say where few signs are not even, or not independent, in the vectors of many calls."""
    V = np.array(vectors)
    limit = TIMES * np.sqrt(len(V))
    if np.all(V == V[:, :1]):
        return Difference("all signs are the same", "one-sign")
    if np.all(V == V[0]):
        return Difference("the vectors of all calls are alike", "rng-made-anew")
    if np.any(np.all(V == V[0], axis=0)):
        return Difference("an entry has the same sign in all calls", "entry-fixed")
    if np.any(np.abs(V.sum(axis=0)) > limit):
        return Difference("one sign is more frequent than the other", "unbalanced")
    away = [
        any(abs(V[:, which].prod(axis=1).sum()) > limit for which in together)
        for together in GROUPS
    ]
    if not away[0] and np.all(V.sum(axis=1) == 0.0):
        return Difference("there are always as many signs of one kind as of the other", "balanced")
    return Difference("signs that depend on one another", "pattern") if any(away) else None


def judge(got: Any, want: Any, judged: str, n: int, *_: Any) -> Difference | None:
    """Say what is wrong with vectors of signs."""
    vectors, moved = got
    for v in vectors:
        found = difference(v, np.zeros(n), atol=np.inf)
        if found is not None:
            whole = np.shape(v) in [(n // 8 * 8,), ((n + 7) // 8 * 8,)] and abs(len(v) - n) > 1
            return Difference(found.message, "whole-bytes") if whole else found
    vectors = [np.array(v, dtype=float) for v in vectors]
    *first, anew, other = vectors
    hints = [entries(v) for v in vectors]
    if judged != "randomness" and any(hints):
        return Difference("entries that are not 1 or −1", next(filter(None, hints)))
    if judged == "signs":
        return joint(first) if n == FEW else dependence([*first, other])
    if judged == "randomness":
        return same_randomness([*first[:2], anew, other], moved)
    return None


check = Exercise(__name__, right, beside=beside.signs, judge=judge)


def case(draw: Draw, judged: str, n: int, times: int = CALLS) -> Case:
    return Case((judged, n, int(draw.rng.integers(2**31)), times), f"n = {n}")


@check.part("n entries, each 1 or −1", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    for n in (1, 2, 7, 1000):
        yield case(draw, "entries", n, 2)


@check.part("even and independent signs", 1)
def _(draw: Draw) -> Iterator[Case]:
    for n in (4000, 24_000):
        yield case(draw, "signs", n)
    yield case(draw, "signs", FEW, OFTEN)


@check.part("randomness from `rng` alone", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    yield case(draw, "randomness", 64, 2)
    yield case(draw, "randomness", 301, 2)


check.mistake("zero-one")(lambda rng, n: rng.integers(0, 2, n))
check.mistake("zero-one")(lambda rng, n: (rng.random(n) < 0.5).astype(float))
check.mistake("zeros-among-them")(lambda rng, n: rng.integers(-1, 2, n))
check.mistake("zeros-among-them")(lambda rng, n: rng.choice([-1.0, 0.0, 1.0], n))
check.mistake("zeros-among-them")(lambda rng, n: rng.integers(-1, 1, n))
check.mistake("scaled")(lambda rng, n: right(rng, n) / np.sqrt(max(n, 2)))
check.mistake("scaled")(lambda rng, n: rng.integers(0, 2, n) - 0.5)
check.mistake("unsigned")(lambda rng, n: 2 * rng.integers(0, 2, n, dtype=np.uint8) - 1)
check.mistake("whole-bytes")(lambda rng, n: right(rng, n // 8 * 8))
check.mistake("whole-bytes")(lambda rng, n: right(rng, (n + 7) // 8 * 8))
check.mistake("uniform")(lambda rng, n: rng.uniform(-1, 1, n))
check.mistake("uniform")(lambda rng, n: rng.random(n))
check.mistake("normal")(lambda rng, n: rng.standard_normal(n))
check.mistake("one-sign")(lambda rng, n: np.full(n, rng.choice([-1.0, 1.0])))
check.mistake("one-sign")(lambda rng, n: np.sign(rng.random(n)))
check.mistake("unbalanced")(lambda rng, n: np.where(rng.random(n) < 1 / 3, -1.0, 1.0))
check.mistake("unbalanced")(lambda rng, n: np.where(rng.standard_normal(n) < 0.5, -1.0, 1.0))
check.mistake("unbalanced")(lambda rng, n: np.where(rng.integers(0, 100, n) > 52, 1.0, -1.0))
check.mistake("balanced")(lambda rng, n: rng.permutation(np.where(np.arange(n) < n / 2, -1.0, 1.0)))
check.mistake("pattern")(lambda rng, n: rng.choice([-1.0, 1.0]) * (-1.0) ** np.arange(n))
check.mistake("entry-fixed")(lambda rng, n: np.append(1.0, right(rng, n - 1)))
check.mistake("entry-fixed")(lambda rng, n: (lambda v: v * v[0])(right(rng, n)))
check.mistake("entry-fixed")(lambda rng, n: (lambda v: v * v[-1])(right(rng, n)))
check.mistake("entry-fixed")(lambda rng, n: np.append(right(rng, n - 1), 1.0))
check.mistake("pattern")(lambda rng, n: (lambda v: np.append(v, v.prod()))(right(rng, n - 1)))
check.mistake("pattern")(lambda rng, n: np.repeat(right(rng, n), 2)[:n])
check.mistake("fixed-seed")(lambda rng, n: right(np.random.default_rng(0), n))
check.mistake("fixed-seed")(lambda rng, n: np.random.RandomState(42).choice([-1.0, 1.0], size=n))
check.mistake("other-generator")(lambda rng, n: np.random.choice([-1.0, 1.0], size=n))
check.mistake("other-generator")(lambda rng, n: right(np.random.default_rng(), n))


@check.mistake
def global_state(rng, n):
    np.random.seed(rng.integers(2**31))
    return np.random.choice([-1.0, 1.0], size=n)


@check.mistake
def rng_made_anew(rng, n):
    return right(np.random.default_rng(rng.bit_generator.seed_seq.entropy), n)
