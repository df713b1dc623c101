"""The vjp of `np.broadcast_to`: the sum of g over all that one entry was copied to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Draw, Exercise
from autograder.reference import vjp


def right(g, shape):
    return vjp(lambda x: np.broadcast_to(x, g.shape), np.zeros(shape))[1](g)[0]


check = Exercise(__name__, right)


@check.part("axes added in front", 1)
def _(draw: Draw) -> Iterator[tuple[Any, ...]]:
    for big, small in [
        ((4, 3), (3,)),
        ((2, 3, 4), (3, 4)),
        ((3, 3), (3,)),
        ((5,), ()),
        ((2, 3, 2, 2), (2, 2)),
    ]:
        yield draw.normal(*big), small


@check.part("axes stretched from length 1", 1)
def _(draw: Draw) -> Iterator[tuple[Any, ...]]:
    for big, small in [
        ((2, 3), (2, 1)),
        ((3, 3), (1, 3)),
        ((2, 3, 4), (2, 1, 4)),
        ((2, 3, 4), (1, 3, 1)),
    ]:
        yield draw.normal(*big), small


@check.part("both, and neither", 1)
def _(draw: Draw) -> Iterator[tuple[Any, ...]]:
    for big, small in [((2, 3, 4), (3, 1)), ((4, 2, 3, 3), (1, 3)), ((2, 1), (1,))]:
        yield draw.normal(*big), small
    for shape in [(2, 3), (2, 1), ()]:
        yield draw.normal(*shape), shape


def added(g, shape):
    """The axes that broadcasting put in front."""
    return tuple(range(g.ndim - len(shape)))


def stretched(g, shape):
    """The axes that it stretched from length 1."""
    return tuple(i for i in range(-len(shape), 0) if shape[i] == 1 < g.shape[i])


@check.mistake
def leading_axes_left(g, shape):
    return g.sum(stretched(g, shape), keepdims=True)


@check.mistake
def stretched_axes_left(g, shape):
    return g.sum(added(g, shape))


# The rest is left to a reshape, which has too many entries then.
@check.mistake("stretched-axes-left")
def stretched_axes_reshaped(g, shape):
    return g.sum(added(g, shape)).reshape(shape)


@check.mistake("leading-axes-left")
def leading_axes_reshaped(g, shape):
    return leading_axes_left(g, shape).reshape(shape)


@check.mistake
def keepdims_lost(g, shape):
    return g.sum(added(g, shape) + stretched(g, shape))


@check.mistake
def averaged(g, shape):
    return g.mean(added(g, shape) + stretched(g, shape)).reshape(shape)


@check.mistake
def one_entry_picked(g, shape):
    for _ in added(g, shape):
        g = g[0]
    return g[tuple(slice(0, n) for n in shape)]


@check.mistake
def left_aligned(g, shape):
    return g.sum(tuple(range(len(shape), g.ndim)))


@check.mistake
def reshaped(g, shape):
    return g.reshape(shape)


@check.mistake("leading-axes-left")
def one_leading_axis(g, shape):
    g = g.sum(0) if g.ndim > len(shape) else g
    return g.sum(stretched(g, shape), keepdims=True)


@check.mistake("one-entry-picked")
def last_entry_picked(g, shape):
    for _ in added(g, shape):
        g = g[-1]
    return g[tuple(slice(-n, None) for n in shape)]


@check.mistake("left-aligned")
def filled_up_behind(g, shape):
    filled = (*shape, *[1] * (g.ndim - len(shape)))
    return g.sum(tuple(i for i in range(g.ndim) if filled[i] != g.shape[i])).reshape(shape)


@check.mistake("left-aligned")
def compared_from_the_front(g, shape):
    axes = tuple(i for i, (n, m) in enumerate(zip(g.shape, shape, strict=False)) if n != m)
    return g.sum(axes, keepdims=True).reshape(shape)


for end in (lambda g, shape: g), (lambda g, shape: g.reshape(shape)):

    @check.mistake("leading-axes-left")
    def ones_from_the_front(g, shape, end=end):
        axes = tuple(i for i, n in enumerate(shape) if n == 1)
        return end(g.sum(axes, keepdims=True), shape)


@check.mistake("keepdims-lost")
def all_ones_lost(g, shape):
    ones = tuple(i for i in range(-len(shape), 0) if shape[i] == 1)
    return g.sum(added(g, shape) + ones)


@check.mistake("keepdims-lost")
def ones_lost_in_turn(g, shape):
    g = g.sum(added(g, shape))
    for axis, n in enumerate(shape):
        g = g.sum(axis) if n == 1 else g
    return g


@check.mistake("leading-axes-left")
def one_leading_axis_but_for_numbers(g, shape):
    return one_leading_axis(g, shape) if shape else g.sum()


@check.mistake("leading-axes-left")
def one_leading_axis_then_from_the_front(g, shape):
    g = g.sum() if not shape else g.sum(0) if g.ndim > len(shape) else g
    for axis, n in enumerate(shape):
        g = g.sum(axis, keepdims=True) if n == 1 else g
    return g


@check.mistake
def one_stretched_axis(g, shape):
    g = g.sum(added(g, shape))
    return g.sum(shape.index(1), keepdims=True) if 1 in shape else g


@check.mistake
def lengths_looked_up(g, shape):
    gone = tuple(i for i, n in enumerate(g.shape) if n not in shape)
    return g.sum(gone).reshape(shape)


@check.mistake
def cut_into_blocks(g, shape):
    return g.reshape(-1, *shape).sum(0)


@check.mistake
def one_entry_as_number(g, shape):
    return right(g, shape) if np.prod(shape) != 1 else g.sum()
