"""Nothing is stored but the input: n(n − 1)/2 forward steps, and hardly any activation."""

from __future__ import annotations

import math
from collections.abc import Iterator

from autograder.checks import Case, Draw, Exercise
from autograder.checks.ps7_checkpointing import beside, chains
from autograder.checks.ps7_checkpointing.machine import ACTIVATIONS, STEPS
from autograder.checks.ps7_checkpointing.programs import after, by_segments, inputs, reversed_at
from autograder.reference import schedules


def right(chain, x, g):
    return schedules.run(schedules.recompute_all(len(chain)), chain, x, g)[0]


check = Exercise(__name__, right, beside=beside.gradients, judge=chains.judge_of(__name__))

# x, the value that is computed and the one before it, and two for variables that still hold one.
FEW = 5


@check.part("the value", 1, asks=0)
def _(draw: Draw) -> Iterator[Case]:
    for n in (2, 3, 6):
        yield chains.one_size(draw, n)
    yield chains.two_calls(draw, 4)
    yield chains.step_twice(draw)
    for n in (2, 5):
        yield chains.any_sizes(draw, n)
    yield chains.one_size(draw, 1)
    yield chains.of_integers(draw, 3)


@check.part("few activations", 1, asks=0, calls=ACTIVATIONS)
def _(draw: Draw) -> Iterator[Case]:
    for n in (3, 16, 24):
        yield chains.activations(draw, FEW, n)


@check.part("n(n + 1)/2 forward steps", 1, asks=0, calls=STEPS)
def _(draw: Draw) -> Iterator[Case]:
    for n in (3, 12, 16):
        yield chains.forward_steps(draw, n * (n + 1) // 2, n)


@check.mistake
def one_step_too_far(chain, x, g):
    for i in reversed(range(len(chain))):
        g = chain[i][1](after(chain, x, i + 1), g)
    return g


@check.mistake
def one_step_too_few(chain, x, g):
    for i in reversed(range(len(chain))):
        g = chain[i][1](after(chain, x, max(i - 1, 0)), g)
    return g


@check.mistake
def input_for_all(chain, x, g):
    return reversed_at(chain, [x] * len(chain), g)


@check.mistake("input-for-all")
def last_for_all(chain, x, g):
    return reversed_at(chain, [after(chain, x, len(chain) - 1)] * len(chain), g)


@check.mistake("input-for-all")
def result_for_all(chain, x, g):
    return reversed_at(chain, [after(chain, x, len(chain))] * len(chain), g)


@check.mistake
def input_overwritten(chain, x, g):
    for i in reversed(range(len(chain))):
        x = after(chain, x, i)
        g = chain[i][1](x, g)
    return g


@check.mistake
def step_for_its_place(chain, x, g):
    for step in reversed(chain):
        g = step[1](after(chain, x, chain.index(step)), g)
    return g


@check.mistake("step-for-its-place")
def last_place_of_the_step(chain, x, g):
    last = {step: i for i, step in enumerate(chain)}
    for step in reversed(chain):
        g = step[1](after(chain, x, last[step]), g)
    return g


@check.mistake
def cotangent_not_carried(chain, x, g):
    for i in reversed(range(len(chain))):
        found = chain[i][1](after(chain, x, i), g)
    return found


@check.mistake
def forwards_order(chain, x, g):
    for i in range(len(chain)):
        g = chain[i][1](after(chain, x, i), g)
    return g


@check.mistake
def first_step_left_out(chain, x, g):
    for i in range(len(chain) - 1, 0, -1):
        g = chain[i][1](after(chain, x, i), g)
    return g


@check.mistake
def last_step_left_out(chain, x, g):
    return right(chain[:-1], x, g)


@check.mistake
def seed_ignored(chain, x, g):
    return right(chain, x, 0 * g + 1)


@check.mistake
def chain_emptied(chain, x, g):
    while chain:
        _, vjp = chain.pop()
        g = vjp(after(chain, x, len(chain)), g)
    return g


@check.mistake("chain-emptied")
def chain_reversed(chain, x, g):
    original = chain[:]
    chain.reverse()
    return right(original, x, g)


@check.mistake
def result_returned(chain, x, g):
    return after(chain, x, len(chain))


@check.mistake
def list_returned(chain, x, g):
    found = []
    for i in reversed(range(len(chain))):
        g = chain[i][1](after(chain, x, i), g)
        found.append(g)
    return found


@check.mistake("list-returned")
def pair_returned(chain, x, g):
    return after(chain, x, len(chain)), right(chain, x, g)


@check.mistake
def arguments_swapped(chain, x, g):
    for i in reversed(range(len(chain))):
        g = chain[i][1](g, after(chain, x, i))
    return g


@check.mistake
def stored_all(chain, x, g):
    return reversed_at(chain, inputs(chain, x), g)


@check.mistake("stored-all")
def stored_all_but_the_result(chain, x, g):
    return reversed_at(chain, inputs(chain[:-1], x), g)


@check.mistake("stored-all")
def prefix_in_a_list(chain, x, g):
    for i in reversed(range(len(chain))):
        g = chain[i][1](inputs(chain[:i], x)[-1], g)
    return g


@check.mistake("stored-all")
def whole_in_a_list(chain, x, g):
    for i in reversed(range(len(chain))):
        g = chain[i][1](inputs(chain, x)[i], g)
    return g


@check.mistake("stored-all")
def old_list_kept(chain, x, g):
    for i in reversed(range(len(chain))):
        xs = inputs(chain, x)
        g = chain[i][1](xs[i], g)
    return g


@check.mistake("stored-all")
def old_prefix_kept(chain, x, g):
    for i in reversed(range(len(chain))):
        xs = inputs(chain[:i], x)
        g = chain[i][1](xs[i], g)
    return g


@check.mistake
def some_stored(chain, x, g):
    return by_segments(chain, x, g, math.isqrt(len(chain) - 1) + 1)


@check.mistake("some-stored")
def some_stored_of_short_segments(chain, x, g):
    return by_segments(chain, x, g, math.isqrt(len(chain)))


@check.mistake("some-stored")
def last_ones_stored(chain, x, g):
    for stop in range(len(chain), 0, -6):
        start = max(stop - 6, 0)
        steps = chain[start:stop]
        g = reversed_at(steps, inputs(steps[:-1], after(chain, x, start)), g)
    return g


@check.mistake
def to_the_end_each_time(chain, x, g):
    for i in reversed(range(len(chain))):
        y = x
        for k, (forward, _) in enumerate(chain):
            if k == i:
                found = y
            y = forward(y)
        g = chain[i][1](found, g)
    return g


@check.mistake
def looked_into(chain, x, g):
    return right(chain, 1.0 * x, 1.0 * g)
