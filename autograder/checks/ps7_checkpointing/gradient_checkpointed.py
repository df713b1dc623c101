"""Every `every`-th activation is stored, the others are computed again (Chen et al. 2016)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.ps7_checkpointing import beside, chains, costly, segments
from autograder.checks.ps7_checkpointing.machine import ACTIVATIONS, STEPS
from autograder.checks.ps7_checkpointing.programs import (
    after,
    by_segments,
    checkpoints,
    inputs,
    reversed_at,
)
from autograder.reference import schedules


def right(chain, x, g, every):
    actions = schedules.uniform(len(chain), min(every, len(chain)))
    return schedules.run(actions, chain, x, g)[0]


def enough(n: int, every: int) -> int:
    """Return how many activations are allowed: the checkpoints, two segments, two variables."""
    return -(-n // every) + 2 * every + 2


check = Exercise(__name__, right, beside=beside.gradients, judge=chains.judge_of(__name__))


@check.part("`every` divides n", 1, asks=0)
def _(draw: Draw) -> Iterator[Case]:
    for n, every in (6, 3), (6, 2), (8, 4):
        yield chains.one_size(draw, n, every)
    for n, every in (6, 3), (4, 2), (4, 4):
        yield chains.any_sizes(draw, n, every)
    yield chains.two_calls(draw, 4, 2)


@check.part("any `every`", 1, asks=0, otherwise="short-segment-dropped")
def _(draw: Draw) -> Iterator[Case]:
    for n, every in (7, 3), (8, 3), (5, 4), (4, 1), (4, 4), (4, 5), (3, 10), (1, 1), (1, 3):
        yield chains.one_size(draw, n, every)
    yield chains.of_integers(draw, 5, 2)
    yield chains.step_twice(draw, 3)


@check.part("segments of `every` steps", 1, asks=lambda value: (value[0], value[3]))
def _(draw: Draw) -> Iterator[Case]:
    for n, every in (3, 2), (10, 4), (17, 5), (40, 7), (9, 1), (6, 8):
        yield chains.segments(draw, n, every)
    for _ in draw.times(1, 3):
        n, every = int(draw.rng.integers(20, 50)), int(draw.rng.integers(2, 12))
        yield chains.segments(draw, n, every)


@check.part("few activations", 1, asks=0, calls=ACTIVATIONS)
def _(draw: Draw) -> Iterator[Case]:
    for n, every in (48, 6), (45, 4), (50, 9):
        yield chains.activations(draw, enough(n, every), n, every)


@check.part("at most 2n forward steps", 1, asks=0, calls=STEPS)
def _(draw: Draw) -> Iterator[Case]:
    for n, every in (36, 6), (40, 7), (12, 1), (9, 20):
        yield chains.forward_steps(draw, 2 * n, n, every)


for program in segments.SHORT_DROPPED:
    check.mistake("short-segment-dropped")(program)

check.mistake("segments-overlap")(segments.segments_overlap)

for hint, program in costly.COSTLY:
    check.mistake(hint)(program)


@check.mistake
def cotangent_not_carried(chain, x, g, every):
    seed, xs = g, checkpoints(chain, x, every)
    for start in sorted(xs, reverse=True):
        steps = chain[start : start + every]
        g = reversed_at(steps, inputs(steps, xs[start]), seed)
    return g


@check.mistake
def cotangents_summed(chain, x, g, every):
    total = 0.0
    for start, value in reversed(checkpoints(chain, x, every).items()):
        steps = chain[start : start + every]
        total = total + reversed_at(steps, inputs(steps, value), g)
    return total


@check.mistake("cotangents-summed")
def cotangents_summed_on_the_way(chain, x, g, every):
    total = 0.0
    for start, value in reversed(checkpoints(chain, x, every).items()):
        steps = chain[start : start + every]
        g = reversed_at(steps, inputs(steps, value), g)
        total = total + g
    return total


@check.mistake("cotangent-not-carried")
def cotangent_not_carried_in_a_segment(chain, x, g, every):
    def segment(steps, xs, g):
        for i in reversed(range(len(steps))):
            found = steps[i][1](xs[i], g)
        return found

    return by_segments(chain, x, g, every, segment=segment)


@check.mistake
def segments_in_forward_order(chain, x, g, every):
    return by_segments(chain, x, g, every, range(0, len(chain), every))


@check.mistake
def steps_in_forward_order(chain, x, g, every):
    def segment(steps, xs, g):
        for (_, vjp), value in zip(steps, xs):
            g = vjp(value, g)
        return g

    return by_segments(chain, x, g, every, segment=segment)


@check.mistake
def output_of_the_segment(chain, x, g, every):
    xs = checkpoints(chain, x, every)
    for start in sorted(xs, reverse=True):
        steps = chain[start : start + every]
        later = after(steps, xs[start], len(steps))
        g = reversed_at(steps, inputs(steps, later), g)
    return g


@check.mistake("output-of-the-segment")
def outputs_of_full_segments(chain, x, g, every):
    stops = range(every, len(chain) + 1, every)
    for stop in reversed(stops):
        steps = chain[stop - every : stop]
        g = reversed_at(steps, inputs(steps, after(chain, x, stop)), g)
    return g


@check.mistake
def output_for_input(chain, x, g, every):
    def segment(steps, xs, g):
        return reversed_at(steps, inputs(steps, xs[0])[1:], g)

    return by_segments(chain, x, g, every, segment=segment)


@check.mistake
def checkpoint_for_the_segment(chain, x, g, every):
    return by_segments(
        chain, x, g, every, segment=lambda s, xs, g: reversed_at(s, xs[:1] * len(s), g)
    )


@check.mistake
def input_for_the_checkpoint(chain, x, g, every):
    for start in reversed(range(0, len(chain), every)):
        steps = chain[start : start + every]
        g = reversed_at(steps, inputs(steps, x), g)
    return g


@check.mistake
def checkpoint_one_too_late(chain, x, g, every):
    xs = {i: chain[i][0](value) for i, value in checkpoints(chain, x, every).items()}
    for start in sorted(xs, reverse=True):
        steps = chain[start : start + every]
        g = reversed_at(steps, inputs(steps, xs[start]), g)
    return g


@check.mistake
def first_segment_left_out(chain, x, g, every):
    return by_segments(chain, x, g, every, range(every, len(chain), every)[::-1])


@check.mistake
def step_of_each_segment_left_out(chain, x, g, every):
    def segment(steps, xs, g):
        for i in range(len(steps) - 1, 0, -1):
            g = steps[i][1](xs[i], g)
        return g

    return by_segments(chain, x, g, every, segment=segment)


@check.mistake("step-of-each-segment-left-out")
def last_step_of_each_segment_left_out(chain, x, g, every):
    return by_segments(chain, x, g, every, segment=lambda s, xs, g: reversed_at(s[:-1], xs, g))


@check.mistake
def step_for_its_place(chain, x, g, every):
    def segment(steps, xs, g):
        for step in reversed(steps):
            g = step[1](xs[steps.index(step)], g)
        return g

    return by_segments(chain, x, g, every, segment=segment)


@check.mistake("step-for-its-place")
def last_place_of_the_step(chain, x, g, every):
    xs = dict(zip(chain, inputs(chain, x)))
    return reversed_at(chain, [xs[step] for step in chain], g)


@check.mistake("step-for-its-place")
def last_place_in_the_segment(chain, x, g, every):
    def segment(steps, xs, g):
        return reversed_at(steps, [dict(zip(steps, xs))[step] for step in steps], g)

    return by_segments(chain, x, g, every, segment=segment)


@check.mistake("step-for-its-place")
def first_place_of_the_step(chain, x, g, every):
    xs = inputs(chain, x)
    return reversed_at(chain, [xs[chain.index(step)] for step in chain], g)


@check.mistake
def one_array(chain, x, g, every):
    xs = np.zeros((-(-len(chain) // every), *np.shape(x)))
    for i, value in checkpoints(chain, x, every).items():
        xs[i // every] = value
    for k in reversed(range(len(xs))):
        steps = chain[k * every : (k + 1) * every]
        g = reversed_at(steps, inputs(steps[:-1], xs[k]), g)
    return g


@check.mistake("one-array")
def array_of_the_checkpoints(chain, x, g, every):
    xs = np.array(list(checkpoints(chain, x, every).values()))
    for k in reversed(range(len(xs))):
        steps = chain[k * every : (k + 1) * every]
        g = reversed_at(steps, inputs(steps[:-1], xs[k]), g)
    return g


@check.mistake
def seed_ignored(chain, x, g, every):
    return right(chain, x, 0 * g + 1, every)


@check.mistake
def every_larger_than_the_chain(chain, x, g, every):
    number = len(chain) // every
    return by_segments(chain, x, g, -(-len(chain) // number))


@check.mistake
def chain_emptied(chain, x, g, every):
    xs = checkpoints(chain, x, every)
    for start in sorted(xs, reverse=True):
        steps = chain[start:]
        del chain[start:]
        g = reversed_at(steps, inputs(steps, xs[start]), g)
    return g


@check.mistake
def list_returned(chain, x, g, every):
    return [right(chain, x, g, every)]


@check.mistake("list-returned")
def pair_returned(chain, x, g, every):
    return after(chain, x, len(chain)), right(chain, x, g, every)


@check.mistake
def arguments_swapped(chain, x, g, every):
    def segment(steps, xs, g):
        for i in reversed(range(len(steps))):
            g = steps[i][1](g, xs[i])
        return g

    return by_segments(chain, x, g, every, segment=segment)


@check.mistake
def looked_into(chain, x, g, every):
    return right(chain, 1.0 * x, 1.0 * g, every)
