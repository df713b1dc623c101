"""Which chains do the checks of this set ask for?"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.checks import Case, Draw
from autograder.checks.compare import Difference, difference
from autograder.checks.ps7_checkpointing.machine import ACTIVATIONS, SEGMENTS, STEPS, Machine
from autograder.checks.ps7_checkpointing.story import mistake

SIZE = 4


def judge_of(module: str) -> Callable[..., Difference | None]:
    """Return the judge of an exercise: a wrong cotangent's mistake is seen in how the run went."""
    own = module.rpartition(".")[2]

    def judge(got: Any, want: Any, steps: Any, given: Any, every: int = 0) -> Difference | None:
        values, run, returned, *_ = got
        found = difference(values, want[0], rtol=1e-12, double=True)
        if found is None and isinstance(given, Machine) and given.counted == SEGMENTS:
            return other_segments(given.again, steps, every)
        if found is None or values[0] is None:
            return found
        inner = [item for value in values if isinstance(value, list | tuple) for item in value]
        if any(not isinstance(item, int | float) for item in inner):
            return Difference("a list or a pair where a cotangent is asked", "list-returned")
        if isinstance(steps, list) and any(isinstance(step, int) for step in steps):
            return found  # what stands at several places does not tell which one it is
        n = steps if isinstance(steps, int) else len(steps)
        hint = mistake(run, returned, n, every, own)
        return Difference(found.message, hint or found.hint, found.got, found.want)

    return judge


def other_segments(again: set[int], n: int, every: int) -> Difference | None:
    """Say that segments were computed again from elsewhere than their checkpoints.

    again: the i for which x_i went into more than one forward step. A segment of one step need not
    be computed again, nor need the last one; those whose output is computed are.
    """
    starts = range(0, n, every)
    needed = set(starts[:-1]) if every > 1 else set()
    if needed <= again <= set(starts):
        return None
    found, asked = (", ".join(f"x_{i}" for i in sorted(places)) for places in (again, starts))
    where = f"from {found}" if found else "nothing"
    return Difference(f"computed again was {where}; the checkpoints are {asked}", "other-segments")


def matrices(draw: Draw, sizes: list[int]) -> list[np.ndarray]:
    """Return the matrices of layers from size to size: not far from where tanh is straight."""
    return [draw.normal(m, n) / np.sqrt(n) for n, m in pairwise(sizes)]


def pairs(draw: Draw, sizes: list[int], count: int = 1) -> list[tuple[np.ndarray, np.ndarray]]:
    """Return pairs of an input of a chain and a cotangent of its result."""
    return [(draw.normal(sizes[0]), draw.normal(sizes[-1])) for _ in range(count)]


def other_sizes(draw: Draw, n: int) -> list[int]:
    """Return n + 1 sizes, no neighbours equal, nor the first and the last."""
    return list(map(int, draw.rng.permutation(range(2, n + 3))))


def in_words(n: int, *every: int) -> str:
    """Return a chain, and the spacing, in words."""
    chain = f"{n} step{'s' * (n > 1)}"
    return f"{chain}, `every = {every[0]}`" if every else chain


def one_size(draw: Draw, n: int, *every: int) -> Case:
    """Return a chain whose values all have the same size."""
    sizes = [SIZE] * (n + 1)
    return Case((matrices(draw, sizes), pairs(draw, sizes), *every), in_words(n, *every))


def any_sizes(draw: Draw, n: int, *every: int) -> Case:
    """Return a chain of values of different sizes."""
    sizes = other_sizes(draw, n)
    says = f"{in_words(n, *every)}, values of different sizes"
    return Case((matrices(draw, sizes), pairs(draw, sizes), *every), says)


def step_twice(draw: Draw, *every: int) -> Case:
    """Return a chain in which steps stand at several places."""
    sizes = [SIZE] * 3
    steps = [*matrices(draw, sizes), 0, 1, 1]
    says = f"{in_words(len(steps), *every)}, two of them at several places"
    return Case((steps, pairs(draw, sizes), *every), says)


def equal_values(draw: Draw, n: int) -> Case:
    """Return a chain of one number, which is 0 at every place."""
    sizes = [1] * (n + 1)
    says = f"{in_words(n)}, `x` and all activations are 0"
    return Case((matrices(draw, sizes), [(np.zeros(1), draw.normal(1))]), says)


def two_calls(draw: Draw, n: int, *every: int) -> Case:
    """Return two calls with the same chain."""
    sizes = [SIZE] * (n + 1)
    says = f"{in_words(n, *every)}, a second call with another `x` and `g`"
    return Case((matrices(draw, sizes), pairs(draw, sizes, 2), *every), says)


def of_integers(draw: Draw, n: int, *every: int) -> Case:
    """Return a chain whose input is an array of integers."""
    sizes = [SIZE] * (n + 1)
    x, g = draw.rng.integers(-2, 3, SIZE), draw.normal(SIZE)
    says = f"{in_words(n, *every)}, `x` of integers"
    return Case((matrices(draw, sizes), [(x, g)], *every), says)


def counted(draw: Draw, counts: str, enough: int, n: int, *every: int) -> Case:
    """Return a chain in a machine that counts `counts`, of which `enough` are allowed."""
    sizes = [SIZE] * (n + 1)
    x, g = pairs(draw, sizes)[0]
    machine = Machine(matrices(draw, sizes), x, g, counts, enough)
    return Case((n, machine, *every), in_words(n, *every))


def forward_steps(draw: Draw, enough: int, n: int, *every: int) -> Case:
    """Return a chain whose forward steps are counted."""
    return counted(draw, STEPS, enough, n, *every)


def segments(draw: Draw, n: int, every: int) -> Case:
    """Return a chain of which it is seen where its segments begin."""
    return counted(draw, SEGMENTS, 0, n, every)


def activations(draw: Draw, enough: int, n: int, *every: int) -> Case:
    """Return a chain whose activations are counted."""
    return counted(draw, ACTIVATIONS, enough, n, *every)
