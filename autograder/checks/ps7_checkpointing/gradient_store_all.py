"""Every activation is stored on the way forward: n forward steps, n activations."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.ps7_checkpointing import beside, chains
from autograder.checks.ps7_checkpointing.machine import STEPS
from autograder.checks.ps7_checkpointing.programs import inputs, reversed_at
from autograder.reference import schedules


def right(chain, x, g):
    return schedules.run(schedules.store_all(len(chain)), chain, x, g)[0]


check = Exercise(__name__, right, beside=beside.gradients, judge=chains.judge_of(__name__))


@check.part("values of one size", 1, asks=0)
def _(draw: Draw) -> Iterator[Case]:
    for n in (2, 3, 6):
        yield chains.one_size(draw, n)
    yield chains.two_calls(draw, 4)
    yield chains.step_twice(draw)


@check.part("values of different sizes, and one step", 1, asks=0)
def _(draw: Draw) -> Iterator[Case]:
    for n in (2, 5):
        yield chains.any_sizes(draw, n)
    yield chains.one_size(draw, 1)
    yield chains.any_sizes(draw, 1)
    yield chains.equal_values(draw, 4)
    yield chains.of_integers(draw, 3)


@check.part("each forward step once", 1, asks=0, calls=STEPS)
def _(draw: Draw) -> Iterator[Case]:
    for n in (3, 12, 20):
        yield chains.forward_steps(draw, n, n)


@check.mistake
def forwards_order(chain, x, g):
    xs = inputs(chain, x)
    for i in range(len(chain)):
        g = chain[i][1](xs[i], g)
    return g


@check.mistake
def output_for_input(chain, x, g):
    return reversed_at(chain, inputs(chain, x)[1:], g)


@check.mistake("output-for-input")
def one_too_late(chain, x, g):
    xs = inputs(chain, x)
    return reversed_at(chain, [*xs[1:-1], xs[-1], xs[-1]], g)


@check.mistake("output-for-input")
def first_not_stored(chain, x, g):
    xs = inputs(chain, x)[1:]
    for _, vjp in reversed(chain):
        g = vjp(xs.pop(), g)
    return g


@check.mistake
def same_input(chain, x, g):
    return reversed_at(chain, [x] * len(chain), g)


@check.mistake("same-input")
def last_input(chain, x, g):
    return reversed_at(chain, [inputs(chain, x)[-2]] * len(chain), g)


@check.mistake("same-input")
def last_output(chain, x, g):
    return reversed_at(chain, [inputs(chain, x)[-1]] * len(chain), g)


@check.mistake
def late_binding(chain, x, g):
    return reversed_at(chain[-1:] * len(chain), inputs(chain, x)[-1:] * len(chain), g)


@check.mistake("late-binding")
def late_binding_of_the_input(chain, x, g):
    return reversed_at(chain[-1:] * len(chain), inputs(chain, x)[-2:-1] * len(chain), g)


@check.mistake("late-binding")
def last_vjp_for_all(chain, x, g):
    return reversed_at(chain[-1:] * len(chain), inputs(chain, x), g)


@check.mistake
def cotangent_not_carried(chain, x, g):
    xs = inputs(chain, x)
    for i in reversed(range(len(chain))):
        found = chain[i][1](xs[i], g)
    return found


@check.mistake
def first_step_left_out(chain, x, g):
    xs = inputs(chain, x)
    for i in range(len(chain) - 1, 0, -1):
        g = chain[i][1](xs[i], g)
    return g


@check.mistake
def last_step_left_out(chain, x, g):
    return right(chain[:-1], x, g)


@check.mistake
def result_returned(chain, x, g):
    return inputs(chain, x)[-1]


@check.mistake
def cotangents_summed(chain, x, g):
    xs, total = inputs(chain, x), 0.0
    for i in reversed(range(len(chain))):
        g = chain[i][1](xs[i], g)
        total = total + g
    return total


@check.mistake("cotangents-summed")
def cotangents_added(chain, x, g):
    xs = inputs(chain, x)
    for i in reversed(range(len(chain))):
        g = g + chain[i][1](xs[i], g)
    return g


@check.mistake
def list_returned(chain, x, g):
    xs, found = inputs(chain, x), []
    for i in reversed(range(len(chain))):
        g = chain[i][1](xs[i], g)
        found.append(g)
    return found


@check.mistake("list-returned")
def pair_returned(chain, x, g):
    return inputs(chain, x)[-1], right(chain, x, g)


@check.mistake("list-returned")
def list_from_the_front(chain, x, g):
    return list_returned(chain, x, g)[::-1]


@check.mistake
def arguments_swapped(chain, x, g):
    xs = inputs(chain, x)
    for i in reversed(range(len(chain))):
        g = chain[i][1](g, xs[i])
    return g


@check.mistake
def seed_ignored(chain, x, g):
    return right(chain, x, 0 * g + 1)


@check.mistake("seed-ignored")
def seed_at_the_end(chain, x, g):
    return reversed_at(chain, inputs(chain, x), 1.0) * g


@check.mistake
def chain_emptied(chain, x, g):
    xs = inputs(chain, x)
    while chain:
        g = chain.pop()[1](xs[len(chain)], g)
    return g


@check.mistake("chain-emptied")
def chain_reversed(chain, x, g):
    xs = inputs(chain, x)
    chain.reverse()
    for _, vjp in chain:
        xs.pop()
        g = vjp(xs[-1], g)
    return g


@check.mistake("forwards-order")
def inputs_reversed(chain, x, g):
    return reversed_at(chain, inputs(chain, x)[-2::-1], g)


@check.mistake
def step_for_its_place(chain, x, g):
    last = {step: i for i, step in enumerate(chain)}
    xs = inputs(chain, x)
    return reversed_at(chain, [xs[last[step]] for step in chain], g)


@check.mistake("step-for-its-place")
def first_place_of_the_step(chain, x, g):
    xs = inputs(chain, x)
    return reversed_at(chain, [xs[chain.index(step)] for step in chain], g)


@check.mistake
def equal_values(chain, x, g):
    xs = inputs(chain, x)
    last = {repr(value): i for i, value in enumerate(xs[:-1])}
    places = [last[repr(value)] for value in xs[:-1]]
    for i in reversed(places):
        g = chain[i][1](xs[i], g)
    return g


@check.mistake("equal-values")
def first_of_equal_values(chain, x, g):
    xs = inputs(chain, x)
    texts = [repr(value) for value in xs[:-1]]
    for i in reversed([texts.index(text) for text in texts]):
        g = chain[i][1](xs[i], g)
    return g


@check.mistake
def derivatives_multiplied(chain, x, g):
    for (_, vjp), value in zip(chain, inputs(chain, x)):
        g = g * vjp(value, 1.0)
    return g


@check.mistake("cotangents-summed")
def cotangents_of_one_size_summed(chain, x, g):
    xs, total = inputs(chain, x), 0.0
    for i in reversed(range(len(chain))):
        g = chain[i][1](xs[i], g)
        try:
            total = total + g
        except ValueError:
            total = g
    return total


@check.mistake
def recomputed(chain, x, g):
    return schedules.run(schedules.recompute_all(len(chain)), chain, x, g)[0]


@check.mistake("recomputed")
def recomputed_whole(chain, x, g):
    for i in reversed(range(len(chain))):
        g = chain[i][1](inputs(chain, x)[i], g)
    return g


@check.mistake("recomputed")
def recomputed_with_output(chain, x, g):
    for i in reversed(range(len(chain))):
        g = chain[i][1](inputs(chain[: i + 1], x)[i], g)
    return g


@check.mistake
def each_step_twice(chain, x, g):
    inputs(chain, x)
    return right(chain, x, g)


for kind in (lambda x: float), (lambda x: x.dtype):

    @check.mistake
    def one_array(chain, x, g, kind=kind):
        xs = np.zeros((len(chain) + 1, len(x)), dtype=kind(x))
        xs[0] = x
        for i, (forward, _) in enumerate(chain):
            xs[i + 1] = forward(xs[i])
        return reversed_at(chain, xs, g)


@check.mistake
def looked_into(chain, x, g):
    return right(chain, 1.0 * x, 1.0 * g)
