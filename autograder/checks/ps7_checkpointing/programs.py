"""Pieces of which the programs of this set are made, right ones and mistakes."""

from __future__ import annotations


def inputs(chain, x):
    """Return x_0, …, x_n."""
    xs = [x]
    for forward, _ in chain:
        xs.append(forward(xs[-1]))
    return xs


def reversed_at(chain, xs, g):
    """Return the cotangent of a chain that is reversed at these activations."""
    for i in reversed(range(len(chain))):
        g = chain[i][1](xs[i], g)
    return g


def after(chain, x, i):
    """Return x_i."""
    for forward, _ in chain[:i]:
        x = forward(x)
    return x


def checkpoints(chain, x, every):
    """Return every `every`-th activation, by its number."""
    xs = {}
    for i, (forward, _) in enumerate(chain):
        if i % every == 0:
            xs[i] = x
        x = forward(x)
    return xs


def by_segments(chain, x, g, every, starts=None, segment=reversed_at):
    """Return the cotangent; segment: reverses one, given its steps, its activations and g."""
    xs = checkpoints(chain, x, every)
    for start in sorted(xs, reverse=True) if starts is None else starts:
        steps = chain[start : start + every]
        g = segment(steps, inputs(steps[:-1], xs[start]), g)
    return g
