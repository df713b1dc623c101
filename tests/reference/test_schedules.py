# ruff: noqa: E731 (functions of one line are written as such)
"""Checkpointing schedules reverse a chain rightly, with the work and storage that they promise."""

import functools
import math
from typing import Any

import numpy as np
import pytest

from autograder.reference import grad
from autograder.reference.schedules import (
    binomial,
    binomial_steps,
    cost,
    recompute_all,
    recursive,
    run,
    store_all,
    uniform,
)

LENGTHS = [1, 2, 3, 5, 8, 16, 33]
SCHEDULES = {
    "store all": store_all,
    "recompute all": recompute_all,
    "uniform": lambda n: uniform(n, 5),
    "recursive": recursive,
    "binomial": lambda n: binomial(n, 3),
}


def chain(n: int) -> list[Any]:
    step = lambda k: (
        lambda x: np.sin(x) + 0.1 * k * x,
        lambda x, g: g * (np.cos(x) + 0.1 * k),
    )
    return [step(k) for k in range(n)]


@pytest.mark.parametrize("name", SCHEDULES)
@pytest.mark.parametrize("n", LENGTHS)
def test_every_schedule_gives_the_gradient_and_costs_what_it_says(name: str, n: int) -> None:
    steps, schedule = chain(n), SCHEDULES[name](n)
    calls = []
    counted = [(lambda x, f=f: (calls.append(1), f(x))[1], vjp) for f, vjp in steps]
    x_bar, spent = run(schedule, counted, 0.7, 2.0)
    whole = lambda x: functools.reduce(lambda x, step: step[0](x), steps, x)
    assert x_bar == pytest.approx(2.0 * grad(whole)(0.7), rel=1e-13)
    assert spent == cost(schedule)
    assert spent.forward_steps == len(calls)


@pytest.mark.parametrize("n", LENGTHS)
def test_costs_of_the_simple_schedules(n: int) -> None:
    assert cost(store_all(n)) == (n - 1, n)
    assert cost(recompute_all(n)) == (n * (n - 1) // 2, 1)


@pytest.mark.parametrize("root", [2, 4, 10])
def test_every_root_n_th_stores_two_roots_and_runs_each_step_at_most_twice(root: int) -> None:
    steps, peak = cost(uniform(root * root, root))
    assert peak == 2 * root - 1
    assert steps == (root - 1) * root + root * (root - 1)


@pytest.mark.parametrize("power", [1, 3, 6])
def test_halving_stores_the_logarithm(power: int) -> None:
    n = 2**power
    assert cost(recursive(n)) == (power * n // 2, power + 1)


@functools.cache
def fewest(length: int, free: int) -> int:
    """The optimum by exhausting all splits."""
    if length <= 1:
        return 0
    if free == 0:
        return length * (length - 1) // 2
    return min(k + fewest(k, free) + fewest(length - k, free - 1) for k in range(1, length))


@pytest.mark.parametrize("snapshots", [1, 2, 3, 5])
def test_binomial_schedules_are_optimal(snapshots: int) -> None:
    for n in range(1, 41):
        steps, peak = cost(binomial(n, snapshots))
        assert steps == fewest(n, snapshots - 1)
        assert peak <= snapshots


def test_the_length_that_snapshots_and_repeats_reach() -> None:
    assert binomial_steps(3, 2) == math.comb(5, 2) == 10
    for snapshots, repeats in [(1, 4), (2, 3), (3, 2), (4, 3)]:
        n = binomial_steps(snapshots, repeats)
        expected = repeats * n - math.comb(snapshots + repeats, repeats - 1)
        assert cost(binomial(n, snapshots)).forward_steps == expected


def test_impossible_schedules_are_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        uniform(4, 0)
    with pytest.raises(ValueError, match="needs one snapshot"):
        binomial(4, 0)
