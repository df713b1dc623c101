"""What uniform checkpoints cost, segment by segment.

All ⌈n/every⌉ checkpoints are stored, and beside them the further inputs of one segment at a time,
of the longest of them at most: ⌈n/every⌉ + min(every, n) − 1.  In each segment all inputs but the
first, the checkpoint, are computed a second time: n − ⌈n/every⌉ forward steps.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from autograder.checks import Draw, Exercise


def right(n, every):
    lengths = [min(every, n - start) for start in range(0, n, every)]
    return len(lengths) + max(lengths) - 1, sum(length - 1 for length in lengths)


check = Exercise(__name__, right)


@check.part("`every` divides n", 1)
def _(draw: Draw) -> Iterator[tuple[int, int]]:
    yield 12, 3
    yield 100, 10
    for _ in draw.times(2, 4):
        every, segments = map(int, draw.rng.permutation(range(2, 30))[:2])
        yield every * segments, every


@check.part("a shorter last segment", 1)
def _(draw: Draw) -> Iterator[tuple[int, int]]:
    yield 10, 4
    yield 11, 4
    yield 13, 4
    for _ in draw.times(3, 6):
        every, segments = map(int, draw.rng.permutation(range(3, 30))[:2])
        yield every * segments + int(draw.rng.integers(1, every)), every
    yield 12, 7


@check.part("the smallest `every` and the largest", 1)
def _(draw: Draw) -> Iterator[tuple[int, int]]:
    n = int(draw.rng.integers(5, 90))
    yield n, 1
    yield n, n
    yield n, n - 1
    yield n, n + 1
    yield n, 10 * n
    yield 1, 1


def segments(n, every):
    return math.ceil(n / every)


def further(n, every):
    return min(every, n) - 1


check.mistake("swapped")(lambda n, every: right(n, every)[::-1])
check.mistake("rounded-down")(
    lambda n, every: (n // every + further(n, every), n - max(n // every, 1))
)
check.mistake("rounded-down")(lambda n, every: (n // every + further(n, every), n - n // every))
check.mistake("rounded-down")(lambda n, every: (n // every + every - 1, n - n // every))
check.mistake("rounded-down")(lambda n, every: (n // every + further(n, every), right(n, every)[1]))
check.mistake("rounded-down")(lambda n, every: (right(n, every)[0], n - n // every))
check.mistake("rounded-up-always")(
    lambda n, every: (n // every + 1 + further(n, every), n - n // every - 1)
)
check.mistake("rounded-up-always")(lambda n, every: (n // every + every, n - n // every - 1))
check.mistake("not-rounded")(lambda n, every: (n / every + further(n, every), n - n / every))
check.mistake("not-rounded")(lambda n, every: (n / every + every - 1, n - n / every))
check.mistake("checkpoint-counted-twice")(
    lambda n, every: (right(n, every)[0] + 1, right(n, every)[1])
)
check.mistake("checkpoint-counted-twice")(
    lambda n, every: (segments(n, every) + every, right(n, every)[1])
)
check.mistake("checkpoints-only")(lambda n, every: (segments(n, every), right(n, every)[1]))
check.mistake("segment-only")(lambda n, every: (min(every, n), right(n, every)[1]))
check.mistake("segment-only")(lambda n, every: (further(n, every), right(n, every)[1]))
check.mistake("segment-only")(lambda n, every: (every, right(n, every)[1]))
check.mistake("every-not-capped")(
    lambda n, every: (segments(n, every) + every - 1, right(n, every)[1])
)
check.mistake("checkpoints-computed-again")(lambda n, every: (right(n, every)[0], n))
check.mistake("checkpoints-computed-again")(lambda n, every: (segments(n, every) + every, n))
check.mistake("checkpoints-computed-again")(lambda n, every: (segments(n, every) + every - 1, n))
check.mistake("total-work")(lambda n, every: (right(n, every)[0], n + right(n, every)[1]))
check.mistake("total-work")(lambda n, every: (right(n, every)[0], 2 * n))
check.mistake("one-segment-only")(lambda n, every: (right(n, every)[0], further(n, every)))
check.mistake("one-segment-only")(lambda n, every: (right(n, every)[0], every - 1))
check.mistake("one-step-too-few")(
    lambda n, every: (right(n, every)[0], max(right(n, every)[1] - 1, 0))
)
check.mistake("one-step-too-few")(lambda n, every: (right(n, every)[0], right(n, every)[1] - 1))
check.mistake("last-segment-not-again")(
    lambda n, every: (right(n, every)[0], (segments(n, every) - 1) * (every - 1))
)
check.mistake("last-segment-not-again")(
    lambda n, every: (segments(n, every) + every - 1, (segments(n, every) - 1) * (every - 1))
)
check.mistake("store-all")(lambda n, every: (n, right(n, every)[1]))
check.mistake("store-all")(lambda n, every: (n, 0))
check.mistake("all-segments-full")(
    lambda n, every: (right(n, every)[0], segments(n, every) * (every - 1))
)
check.mistake("all-segments-full")(
    lambda n, every: (segments(n, every) + every - 1, segments(n, every) * (every - 1))
)
check.mistake("product")(lambda n, every: (segments(n, every) * every, right(n, every)[1]))
