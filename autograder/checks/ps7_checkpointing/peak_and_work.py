"""What uniform checkpoints cost, segment by segment.

All ⌈n/every⌉ checkpoints are stored, and beside them the further inputs of one segment at a time,
of the longest of them at most: ⌈n/every⌉ + min(every, n) − 1.  In each segment all inputs but the
first, the checkpoint, are computed a second time: n − ⌈n/every⌉ forward steps.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from autograder.checks import Draw, Exercise


def right(n, every):
    lengths = [min(every, n - start) for start in range(0, n, every)]
    return len(lengths) + max(lengths) - 1, sum(length - 1 for length in lengths)


def segments(n, every):
    return math.ceil(n / every)


def held_while_freeing(n, every):
    """Return what is stored in each segment where later checkpoints are given up."""
    starts = range(0, n, every)
    return [k + min(every, n - start) for k, start in enumerate(starts)]


def further(n, every):
    return min(every, n) - 1


def one_by_one(n, every):
    """Return the forward steps where each input of a segment is run to from its checkpoint."""
    lengths = [every] * (n // every) + [n % every]
    return sum(steps * (steps - 1) // 2 for steps in lengths)


class Number(NamedTuple):
    """One of the two numbers."""

    value: Any
    integer: bool


def number(place: int) -> Callable[[Any], Number]:
    """Return what takes a number from a pair, and says whether it is an integer."""

    def taken(pair: Any) -> Number:
        value = pair[place]
        whole = isinstance(value, np.ndarray | np.generic) and value.dtype.kind in "iu"
        return Number(value, whole or isinstance(value, int))

    return taken


stored, work = number(0), number(1)
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


check.part("stored activations, where `every` divides n", 0.5, asks=stored)(dividing)
check.part("stored activations, any `every`", 1, asks=stored)(others)
check.part("extra forward steps, where `every` divides n", 0.5, asks=work)(dividing)
check.part("extra forward steps, any `every`", 1, asks=work)(others)


# Mistakes that are made with `np.ceil` or `np.floor` as well, which give floats.
ROUNDED = ("last-checkpoint-missing", "rounded-down", "checkpoint-counted-twice", "total-work")


def mistake(name: str, program: Callable[[int, int], tuple[float, float]]) -> None:
    """Add a mistake, and some in floats too."""
    check.mistake(name)(program)
    if name in ROUNDED:
        check.mistake(name)(lambda n, every: tuple(map(float, program(n, every))))


mistake("swapped", lambda n, every: right(n, every)[::-1])
check.mistake("no-integers")(lambda n, every: tuple(map(float, right(n, every))))

# What is made of the stored activations.
PEAKS: list[tuple[str, Callable[[int, int], float]]] = [
    ("last-checkpoint-missing", lambda n, every: max(held_while_freeing(n, every))),
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
    mistake(name, lambda n, every, peak=peak: (peak(n, every), right(n, every)[1]))

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
    ("from-the-checkpoint-each-step", one_by_one),
]
for name, extra in WORKS:
    mistake(name, lambda n, every, extra=extra: (right(n, every)[0], extra(n, every)))
