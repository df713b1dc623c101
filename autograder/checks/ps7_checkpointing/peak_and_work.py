"""What uniform checkpoints cost, segment by segment.

All ⌈n/every⌉ checkpoints are stored, and beside them the further inputs of one segment at a time,
of the longest of them at most: ⌈n/every⌉ + min(every, n) − 1.  In each segment all inputs but the
first, the checkpoint, are computed a second time: n − ⌈n/every⌉ forward steps.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from autograder.checks import Draw, Exercise


def right(n, every):
    lengths = [min(every, n - start) for start in range(0, n, every)]
    return len(lengths) + max(lengths) - 1, sum(length - 1 for length in lengths)


def segments(n, every):
    return math.ceil(n / every)


def further(n, every):
    return min(every, n) - 1


check = Exercise(__name__, right)


def dividing(draw: Draw) -> Iterator[tuple[int, int]]:
    """Yield chains that are cut into segments of one length."""
    yield 12, 3
    yield 100, 10
    for _ in draw.times(2, 4):
        every, number = map(int, draw.rng.permutation(range(2, 30))[:2])
        yield every * number, every


def others(draw: Draw) -> Iterator[tuple[int, int]]:
    """Yield chains with a shorter last segment, and with segments of 1, n or more steps."""
    yield from ((10, 4), (11, 4), (13, 4), (12, 7))
    for _ in draw.times(3, 6):
        every, number = map(int, draw.rng.permutation(range(3, 30))[:2])
        yield every * number + int(draw.rng.integers(1, every)), every
    n = int(draw.rng.integers(5, 90))
    yield from ((n, 1), (n, n), (n, n - 1), (n, n + 1), (n, 10 * n), (1, 1))


check.part("stored activations, where `every` divides n", 0.5, asks=0)(dividing)
check.part("stored activations, any `every`", 1, asks=0)(others)
check.part("extra forward steps, where `every` divides n", 0.5, asks=1)(dividing)
check.part("extra forward steps, any `every`", 1, asks=1)(others)

check.mistake("swapped")(lambda n, every: right(n, every)[::-1])

# What is made of the stored activations.
PEAKS: list[tuple[str, Callable[[int, int], float]]] = [
    ("every-not-capped", lambda n, every: segments(n, every) + every - 1),
    ("rounded-down", lambda n, every: n // every + further(n, every)),
    ("rounded-down", lambda n, every: n // every + every - 1),
    ("rounded-up-always", lambda n, every: n // every + 1 + further(n, every)),
    ("rounded-up-always", lambda n, every: n // every + every),
    ("not-rounded", lambda n, every: n / every + further(n, every)),
    ("not-rounded", lambda n, every: n / every + every - 1),
    ("not-rounded", lambda n, every: n / every + every),
    ("checkpoint-counted-twice", lambda n, every: segments(n, every) + min(every, n)),
    ("checkpoint-counted-twice", lambda n, every: segments(n, every) + every),
    ("checkpoints-only", segments),
    ("segment-only", lambda n, every: min(every, n)),
    ("segment-only", lambda n, every: every),
    ("segment-only", further),
    ("store-all", lambda n, every: n),
    ("product", lambda n, every: segments(n, every) * every),
    ("last-segment", lambda n, every: segments(n, every) + (n - 1) % every),
    ("one-activation-too-few", lambda n, every: segments(n, every) + further(n, every) - 1),
]
for name, peak in PEAKS:
    check.mistake(name)(lambda n, every, peak=peak: (peak(n, every), right(n, every)[1]))

# And of the extra forward steps.
WORKS: list[tuple[str, Callable[[int, int], float]]] = [
    ("rounded-down", lambda n, every: n - n // every),
    ("rounded-down", lambda n, every: n - max(n // every, 1)),
    ("rounded-down", lambda n, every: n // every * further(n, every)),
    ("rounded-down", lambda n, every: n // every * (every - 1)),
    ("rounded-up-always", lambda n, every: n - n // every - 1),
    ("not-rounded", lambda n, every: n - n / every),
    ("checkpoints-computed-again", lambda n, every: n),
    ("checkpoints-computed-again", lambda n, every: n - 1),
    ("total-work", lambda n, every: n + right(n, every)[1]),
    ("total-work", lambda n, every: 2 * n),
    ("one-segment-only", further),
    ("one-segment-only", lambda n, every: every - 1),
    ("last-segment-not-again", lambda n, every: (segments(n, every) - 1) * (every - 1)),
    ("one-step-too-few", lambda n, every: right(n, every)[1] - 1),
    ("one-step-too-few", lambda n, every: max(right(n, every)[1] - 1, 0)),
    ("all-segments-full", lambda n, every: segments(n, every) * (every - 1)),
    ("all-segments-full", lambda n, every: segments(n, every) * further(n, every)),
    ("store-all", lambda n, every: 0),
]
for name, work in WORKS:
    check.mistake(name)(lambda n, every, work=work: (right(n, every)[0], work(n, every)))
