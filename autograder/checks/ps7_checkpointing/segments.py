"""Programs that are wrong where a chain is cut into segments, with the last one shorter."""

from __future__ import annotations

from autograder.checks.ps7_checkpointing.programs import (
    by_segments,
    checkpoints,
    inputs,
    reversed_at,
)


def short_segment_dropped(chain, x, g, every):
    return by_segments(chain[: len(chain) // every * every], x, g, every)


def short_segment_not_reversed(chain, x, g, every):
    whole = len(chain) // every
    return by_segments(chain, x, g, every, [every * k for k in reversed(range(whole))])


def last_segment_past_the_end(chain, x, g, every):
    xs = checkpoints(chain, x, every)
    for start in sorted(xs, reverse=True):
        found = [xs[start]]
        for i in range(start, start + every - 1):
            found.append(chain[i][0](found[-1]))
        for i in reversed(range(start, start + every)):
            g = chain[i][1](found[i - start], g)
    return g


def segments_from_the_end(chain, x, g, every):
    xs = checkpoints(chain, x, every)
    for stop in range(len(chain), 0, -every):
        start = max(stop - every, 0)
        steps = chain[start:stop]
        g = reversed_at(steps, inputs(steps, xs[start]), g)
    return g


def full_segments_from_the_end(chain, x, g, every):
    xs = checkpoints(chain, x, every)
    for start in range(len(chain) - every, -1, -every):
        steps = chain[start : start + every]
        g = reversed_at(steps, inputs(steps, xs[start // every * every]), g)
    return g


def counted_back_from_the_end(chain, x, g, every):
    stop = len(chain)
    for _, value in sorted(checkpoints(chain, x, every).items(), reverse=True):
        found = [value]
        for i in range(stop - every, stop):
            found.append(chain[i][0](found[-1]))
        for i in reversed(range(stop - every, stop)):
            g = chain[i][1](found[i - stop + every], g)
        stop -= every
    return g


def segments_overlap(chain, x, g, every):
    """The first step of the next segment is reversed with each."""
    xs = checkpoints(chain, x, every)
    for start in sorted(xs, reverse=True):
        steps = chain[start : start + every + 1]
        g = reversed_at(steps, inputs(steps[:-1], xs[start]), g)
    return g


SHORT_DROPPED = (
    short_segment_dropped,
    short_segment_not_reversed,
    last_segment_past_the_end,
    segments_from_the_end,
    full_segments_from_the_end,
    counted_back_from_the_end,
)
