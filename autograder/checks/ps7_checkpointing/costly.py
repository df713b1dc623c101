"""Programs whose cotangent is right, and that hold or compute more than segments need."""

from __future__ import annotations

from autograder.checks.ps7_checkpointing.programs import (
    after,
    by_segments,
    checkpoints,
    inputs,
    reversed_at,
)
from autograder.reference import schedules


def stored_all(chain, x, g, every):
    return reversed_at(chain, inputs(chain, x), g)


def segments_kept(chain, x, g, every):
    xs = checkpoints(chain, x, every)
    found = {s: inputs(chain[s : s + every][:-1], value) for s, value in xs.items()}
    for start in sorted(found, reverse=True):
        g = reversed_at(chain[start : start + every], found[start], g)
    return g


def recomputed_kept_in_one_list(chain, x, g, every):
    everything = dict(checkpoints(chain, x, every))
    for start in reversed(range(0, len(chain), every)):
        stop = min(start + every, len(chain))
        for i in range(start, stop):
            everything[i + 1] = chain[i][0](everything[i])
        for i in reversed(range(start, stop)):
            g = chain[i][1](everything[i], g)
    return g


def stored_and_computed_again(chain, x, g, every):
    xs = inputs(chain, x)
    for start in reversed(range(0, len(chain), every)):
        steps = chain[start : start + every]
        g = reversed_at(steps, inputs(steps[:-1], xs[start]), g)
    return g


def recomputed_from_the_input(chain, x, g, every):
    return schedules.run(schedules.recompute_all(len(chain)), chain, x, g)[0]


def segments_from_the_input(chain, x, g, every):
    for start in reversed(range(0, len(chain), every)):
        steps = chain[start : start + every]
        g = reversed_at(steps, inputs(steps[:-1], after(chain, x, start)), g)
    return g


def segments_and_outputs_from_the_input(chain, x, g, every):
    for start in reversed(range(0, len(chain), every)):
        steps = chain[start : start + every]
        g = reversed_at(steps, inputs(steps, after(chain, x, start)), g)
    return g


def from_the_checkpoint_each_step(chain, x, g, every):
    xs = checkpoints(chain, x, every)
    for i in reversed(range(len(chain))):
        start = i - i % every
        g = chain[i][1](after(chain[start:], xs[start], i - start), g)
    return g


def first_run_twice(chain, x, g, every):
    after(chain, x, len(chain))
    return by_segments(chain, x, g, every)


def first_run_and_outputs(chain, x, g, every):
    after(chain, x, len(chain))
    xs = checkpoints(chain, x, every)
    for start in sorted(xs, reverse=True):
        steps = chain[start : start + every]
        g = reversed_at(steps, inputs(steps, xs[start]), g)
    return g


def short_chains_stored(chain, x, g, every):
    if len(chain) <= 20:
        return stored_all(chain, x, g, every)
    return by_segments(chain, x, g, every)


# Each with its hint.
COSTLY = (
    ("stored-all", stored_all),
    ("stored-all", segments_kept),
    ("stored-all", recomputed_kept_in_one_list),
    ("stored-all", stored_and_computed_again),
    ("recomputed-from-the-input", recomputed_from_the_input),
    ("recomputed-from-the-input", segments_from_the_input),
    ("recomputed-from-the-input", segments_and_outputs_from_the_input),
    ("from-the-checkpoint-each-step", from_the_checkpoint_each_step),
    ("first-run-twice", first_run_twice),
    ("first-run-twice", first_run_and_outputs),
    ("short-chains-stored", short_chains_stored),
)
