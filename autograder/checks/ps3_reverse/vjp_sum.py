"""The vjp of x ↦ x.sum(axis, keepdims): g goes to each entry that was summed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Draw, Exercise
from autograder.reference import vjp


def right(g, x, axis, keepdims):
    return vjp(lambda x: np.sum(x, axis=axis, keepdims=keepdims), x.astype(float))[1](g)[0]


check = Exercise(__name__, right)


def drawn(draw: Draw, *cases: tuple[tuple[int, ...], Any]) -> Iterator[tuple[Any, ...]]:
    for shape, axis in cases:
        for keepdims in (False, True):
            x = draw.normal(*shape)
            g = draw.normal(*np.shape(np.sum(x, axis=axis, keepdims=keepdims)))
            yield g, x, axis, keepdims


@check.part("the sum of all entries", 1)
def _(draw: Draw) -> Iterator[tuple[Any, ...]]:
    yield from drawn(draw, ((4,), None), ((2, 3), None))
    yield draw.normal(), draw.rng.integers(-3, 4, (2, 3)), None, False


@check.part("the sum over one axis", 1)
def _(draw: Draw) -> Iterator[tuple[Any, ...]]:
    square = [((3, 3), 0), ((3, 3), 1), ((3, 3), -2)]
    yield from drawn(draw, *square, ((2, 3, 4), 1), ((2, 3, 4), -1), ((4,), 0))
    yield draw.normal(2), draw.rng.integers(-3, 4, (2, 3)), 1, False


@check.part("the sum over several axes", 1)
def _(draw: Draw) -> Iterator[tuple[Any, ...]]:
    cube = (3, 3, 3)
    yield from drawn(draw, (cube, (0, 1)), (cube, (-2, -1)), ((2, 3, 4), (2, 0)), (cube, (-1, 1)))
    yield from drawn(draw, ((2, 3, 2, 3), (2, 0)), ((3, 3, 3, 3), (3, 0, 1)))


@check.mistake
def g_as_ones(g, x, axis, keepdims):
    return np.ones(x.shape)


@check.mistake
def truncated(g, x, axis, keepdims):
    return right(g, x, axis, keepdims).astype(x.dtype)


@check.mistake("truncated")
def number_truncated(g, x, axis, keepdims):
    return np.full_like(x, g) if axis is None else right(g, x, axis, keepdims)


@check.mistake
def not_spread(g, x, axis, keepdims):
    return g


@check.mistake("not-spread")
def put_back_and_not_spread(g, x, axis, keepdims):
    return g * np.ones(x.shape) if axis is None else np.expand_dims(g, () if keepdims else axis)


@check.mistake
def divided_by_count(g, x, axis, keepdims):
    return right(g, x, axis, keepdims) * np.size(g) / x.size


@check.mistake
def multiplied_by_x(g, x, axis, keepdims):
    return right(g, x, axis, keepdims) * x


@check.mistake
def axis_not_put_back(g, x, axis, keepdims):
    return np.broadcast_to(g, x.shape).copy()


@check.mistake("axis-not-put-back")
def one_axis_not_put_back(g, x, axis, keepdims):
    if isinstance(axis, int) and not keepdims:
        return g * np.ones(x.shape)
    return right(g, x, axis, keepdims)


@check.mistake
def keepdims_overlooked(g, x, axis, keepdims):
    return np.broadcast_to(g if axis is None else np.expand_dims(g, axis), x.shape).copy()


@check.mistake("keepdims-overlooked")
def put_back_twice(g, x, axis, keepdims):
    return (g if axis is None else np.expand_dims(g, axis)) * np.ones(x.shape)


@check.mistake("keepdims-overlooked")
def keepdims_the_other_way(g, x, axis, keepdims):
    g = np.expand_dims(g, axis) if axis is not None and keepdims else g
    return np.broadcast_to(g, x.shape)


@check.mistake
def axes_one_by_one(g, x, axis, keepdims):
    if isinstance(axis, tuple) and not keepdims:
        for each in axis:
            g = np.expand_dims(g, each)
        return np.broadcast_to(g, x.shape).copy()
    return right(g, x, axis, keepdims)


@check.mistake("axes-one-by-one")
def one_axis_only(g, x, axis, keepdims):
    if isinstance(axis, tuple) and not keepdims:
        g = np.expand_dims(g, int(axis))
    return right(g, x, axis, keepdims)


@check.mistake("axes-one-by-one")
def axes_as_sorted(g, x, axis, keepdims):
    if isinstance(axis, tuple) and not keepdims:
        for each in sorted(axis):
            g = np.expand_dims(g, each)
        return np.broadcast_to(g, x.shape).copy()
    return right(g, x, axis, keepdims)


# In other orders, and where the lengths are looked up with the tuple.
@check.mistake("axes-one-by-one")
def axes_from_the_last(g, x, axis, keepdims):
    if isinstance(axis, tuple) and not keepdims:
        for each in sorted(axis, reverse=True):
            g = np.expand_dims(g, each)
    return np.ones(x.shape) * (g if isinstance(axis, tuple) else right(g, x, axis, keepdims))


@check.mistake("axes-one-by-one")
def one_number_assumed(g, x, axis, keepdims):
    return right(g, x, axis, keepdims) if axis is None else g * np.ones(x.shape[axis])


check.mistake("divided-by-count")(lambda *arguments: right(*arguments) / arguments[1].size)


@check.mistake("axes-one-by-one")
def counted_from_the_front(g, x, axis, keepdims):
    if isinstance(axis, tuple) and not keepdims:
        for each in axis:
            g = np.expand_dims(g, min(each % x.ndim, np.ndim(g)))
        return np.broadcast_to(g, x.shape).copy()
    return right(g, x, axis, keepdims)


@check.mistake
def first_axis_alone(g, x, axis, keepdims):
    if isinstance(axis, tuple) and not keepdims:
        return np.ones(x.shape) * np.expand_dims(g, min(axis[0] % x.ndim, np.ndim(g)))
    return right(g, x, axis, keepdims)


@check.mistake("first-axis-alone")
def first_axis_as_it_is(g, x, axis, keepdims):
    if isinstance(axis, tuple) and not keepdims:
        return np.ones(x.shape) * np.expand_dims(g, axis[0])
    return right(g, x, axis, keepdims)


# The last axis whatever `axis` says, or with the first where it says 0.
for first in 0, None:
    for behind in (lambda g: np.expand_dims(g, -1)), (lambda g: g[:, None]):

        @check.mistake
        def matrices_in_mind(g, x, axis, keepdims, first=first, behind=behind):
            if axis is not None and not keepdims and (axis != 0 or first is None):
                g = behind(g)
            return np.ones(x.shape) * g


@check.mistake
def axes_by_length(g, x, axis, keepdims):
    if not keepdims:
        lengths, shape = list(np.shape(g)), []
        for n in x.shape:
            shape.append(lengths.pop(0) if lengths[:1] == [n] else 1)
        g = np.reshape(g, shape)
    return np.zeros(x.shape) + g


@check.mistake
def axis_0_as_none(g, x, axis, keepdims):
    return right(g, x, axis, keepdims) if axis else np.full(x.shape, np.sum(g))


@check.mistake
def negative_axis(g, x, axis, keepdims):
    if axis is not None and not keepdims:
        for each in sorted(a % np.ndim(g) if a < 0 else a for a in np.atleast_1d(axis)):
            g = np.expand_dims(g, each)
    return np.broadcast_to(g, x.shape).copy()


@check.mistake("negative-axis")
def counted_in_g_by_adding(g, x, axis, keepdims):
    if axis is not None and not keepdims:
        for each in sorted(int(a) + np.ndim(g) if a < 0 else int(a) for a in np.atleast_1d(axis)):
            g = np.expand_dims(g, each)
    return np.broadcast_to(g, x.shape).copy()


@check.mistake("negative-axis")
def negative_as_first(g, x, axis, keepdims):
    if axis is not None and not keepdims:
        gone = [max(a, 0) for a in np.atleast_1d(axis)]
        g = np.reshape(g, [1 if i in gone else n for i, n in enumerate(x.shape)])
    return np.broadcast_to(g, x.shape)


@check.mistake
def repeated_in_a_row(g, x, axis, keepdims):
    return np.repeat(g, x.size // np.size(g)).reshape(x.shape)


check.mistake("repeated-in-a-row")(lambda g, x, axis, keepdims: np.resize(g, x.shape))
