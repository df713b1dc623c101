"""The two-point estimate of the gradient: d · (f(x + hv) − f(x − hv)) / (2h) · v."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Draw, Exercise
from autograder.checks.ps1_zero_order.finite_difference import wavy


def right(f, x, v, h):
    return np.size(x) * slope(f, x, v, h) * v


def slope(f, x, v, h):
    return (f(x + h * v) - f(x - h * v)) / (2 * h)


def drawn(draw: Draw, *shape: int) -> tuple[Any, ...]:
    v = draw.normal(*shape)
    return wavy(draw, *shape), draw.normal(*shape), v / np.linalg.norm(v), draw.positive(0.01, 0.2)


check = Exercise(__name__, right, rtol=1e-9)


@check.part("the estimate", 1)
def _(draw: Draw) -> Iterator[tuple[Any, ...]]:
    for n in (3, 2, 6):
        yield drawn(draw, n)
    f, x, _, h = drawn(draw, 3)
    yield f, x, np.eye(3)[1], h


@check.part("points in a matrix", 1)
def _(draw: Draw) -> Iterator[tuple[Any, ...]]:
    for shape in (4, 2), (2, 3), (3, 3):
        yield drawn(draw, *shape)


@check.part("two evaluations", 1, calls=True)
def _(draw: Draw) -> Iterator[tuple[Any, ...]]:
    for n in (3, 40):
        yield drawn(draw, n)


@check.mistake
def dimension_missing(f, x, v, h):
    return slope(f, x, v, h) * v


for power in 0.5, 2, -1, -0.5:
    check.mistake("another-power-of-d")(
        lambda f, x, v, h, power=power: np.size(x) ** power * slope(f, x, v, h) * v
    )


@check.mistake
def rows_counted(f, x, v, h):
    return len(x) * slope(f, x, v, h) * v


@check.mistake
def axes_counted(f, x, v, h):
    return np.ndim(x) * slope(f, x, v, h) * v


@check.mistake
def multiplied_by_the_step(f, x, v, h):
    return h**2 * right(f, x, v, h)


@check.mistake
def nonzero_counted(f, x, v, h):
    return np.count_nonzero(v) * slope(f, x, v, h) * v


@check.mistake
def half_step(f, x, v, h):
    return np.size(x) * (f(x + h / 2 * v) - f(x - h / 2 * v)) / h * v


@check.mistake
def normalised_again(f, x, v, h):
    return right(f, x, v / np.linalg.norm(v, 2), h)


@check.mistake
def direction_missing(f, x, v, h):
    return np.size(x) * slope(f, x, v, h)


@check.mistake("direction-missing")
def slope_alone(f, x, v, h):
    return slope(f, x, v, h)


@check.mistake
def half_missing(f, x, v, h):
    return 2 * right(f, x, v, h)


@check.mistake
def one_sided(f, x, v, h):
    return np.size(x) * (f(x + h * v) - f(x)) / h * v


@check.mistake
def not_divided(f, x, v, h):
    return 2 * h * right(f, x, v, h)


@check.mistake
def sign(f, x, v, h):
    return -right(f, x, v, h)


@check.mistake
def step_missing(f, x, v, h):
    return np.size(x) * (f(x + v) - f(x - v)) / (2 * h) * v


@check.mistake
def coordinates_differenced(f, x, v, h):
    for i in np.ndindex(np.shape(x)):
        e = np.zeros(np.shape(x))
        e[i] = 1.0
        slope(f, x, e, h)
    return right(f, x, v, h)
