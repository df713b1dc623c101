"""Differences in each coordinate: (f(x+he_i) − f(x))/h, or (f(x+he_i) − f(x−he_i))/(2h)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Case, Counted, Draw, Exercise

SCHEMES = ("forward", "central")


def right(f, x, h, scheme="central"):
    base = f(x) if scheme == "forward" else None
    gradient = np.zeros(np.shape(x))
    for i in np.ndindex(np.shape(x)):
        step = np.zeros(np.shape(x))
        step[i] = h
        if scheme == "forward":
            gradient[i] = (f(x + step) - base) / h
        else:
            gradient[i] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient


def wavy(draw: Draw, *shape: int) -> Counted:
    """Return a function of an array, with different slopes and bends in its coordinates."""
    a, b = draw.uniform(0.5, 2.0, *shape), draw.normal(*shape)
    return Counted(lambda x: float(np.sum(np.sin(a * x + b)) + np.prod(1 + 0.1 * a * x)), shape)


def drawn(draw: Draw, scheme: str, *shape: int) -> tuple[Any, ...]:
    return wavy(draw, *shape), draw.normal(*shape), draw.positive(0.01, 0.2), scheme


def small(draw: Draw, scheme: str) -> Case:
    """Return a case in which the function, the point and the step are of the size 1e-10."""
    f, x, h, _ = drawn(draw, scheme, 3)
    size = 2.0**-33  # a power of 2, so that rounding is as in other cases
    scaled = Counted(lambda x: f.function(x / size), (3,))
    return Case((scaled, size * x, size * h, scheme), f"`{scheme}`, a step and a point near 1e-10")


check = Exercise(__name__, right, rtol=1e-9, double=True)


@check.part("`forward`", 1)
def _(draw: Draw) -> Iterator[tuple[Any, ...] | Case]:
    for n in (3, 1, 5):
        yield drawn(draw, "forward", n)
    yield small(draw, "forward")


@check.part("`central`", 1)
def _(draw: Draw) -> Iterator[tuple[Any, ...] | Case]:
    for n in (3, 1, 5):
        yield drawn(draw, "central", n)
    yield Case(drawn(draw, "central", 3)[:3], "without `scheme`")
    yield small(draw, "central")


@check.part("the price in evaluations", 1, calls=True)
def _(draw: Draw) -> Iterator[tuple[Any, ...]]:
    for scheme in SCHEMES:
        for n in (4, 7):
            yield drawn(draw, scheme, n)


@check.part("matrices, and integers", 1)
def _(draw: Draw) -> Iterator[tuple[Any, ...] | Case]:
    for scheme in SCHEMES:
        yield drawn(draw, scheme, 2, 3)
        f, x, h, _ = drawn(draw, scheme, 3, 2)
        yield Case((f, np.asfortranarray(x), h, scheme), f"`{scheme}`, a matrix kept by columns")
        yield wavy(draw, 3), draw.rng.integers(-2, 3, 3), 0.05, scheme


def with_(difference):
    """Return finite differences of which `difference(f, x, step, h, scheme)` is one.

    No point is evaluated twice, so that such a mistake is none in the number of evaluations too.
    """

    def wrong(f, x, h, scheme="central"):
        values = {}

        def once(y):
            key = np.asarray(y).tobytes()
            values[key] = values[key] if key in values else f(y)
            return values[key]

        steps = (np.reshape(row, np.shape(x)) for row in h * np.eye(np.size(x)))
        each = [difference(once, x, step, h, scheme) for step in steps]
        return np.reshape(np.array(each), np.shape(x))

    return wrong


def plain(f, x, step, scheme):
    return f(x + step) - (f(x) if scheme == "forward" else f(x - step))


def quotient(f, x, step, h, scheme):
    return plain(f, x, step, scheme) / (h if scheme == "forward" else 2 * h)


check.mistake("not-divided")(with_(lambda f, x, step, h, s: plain(f, x, step, s)))
check.mistake("half-missing")(with_(lambda f, x, step, h, s: plain(f, x, step, s) / h))
check.mistake("half-too-much")(with_(lambda f, x, step, h, s: plain(f, x, step, s) / (2 * h)))
check.mistake("base-missing")(
    with_(
        lambda f, x, step, h, s: (
            f(x + step) / h if s == "forward" else plain(f, x, step, s) / (2 * h)
        )
    )
)
check.mistake("multiplied-by-the-step")(
    with_(
        lambda f, x, step, h, s: (
            plain(f, x, step, s) / h if s == "forward" else plain(f, x, step, s) / 2 * h
        )
    )
)
check.mistake("half-step")(
    with_(
        lambda f, x, step, h, s: (
            plain(f, x, step, s) / h if s == "forward" else plain(f, x, step / 2, s) / h
        )
    )
)
check.mistake("step-lost")(lambda f, x, h, scheme="central": np.zeros(np.shape(x)))
check.mistake("step-lost")(
    lambda f, x, h, scheme="central": right(f, x, h, scheme) * np.asarray(x).flags.c_contiguous
)
for other in (1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, np.sqrt(np.finfo(float).eps)):
    for chosen in (max, min, lambda h, other: other):
        check.mistake("another-step")(
            lambda f, x, h, scheme="central", other=other, chosen=chosen: right(
                f, x, chosen(h, other), scheme
            )
        )
check.mistake("one-sided")(with_(lambda f, x, step, h, s: (f(x + step) - f(x)) / h))
check.mistake("schemes-swapped")(
    lambda f, x, h, scheme="central": right(f, x, h, SCHEMES[scheme == "forward"])
)
check.mistake("default-scheme")(lambda f, x, h, scheme="forward": right(f, x, h, scheme))
check.mistake("scheme-ignored")(lambda f, x, h, scheme="central": right(f, x, h))
check.mistake("backward")(
    with_(
        lambda f, x, step, h, s: (
            (f(x) - f(x - step)) / h if s == "forward" else plain(f, x, step, s) / (2 * h)
        )
    )
)
check.mistake("flattened")(
    lambda f, x, h, scheme="central": right(lambda y: f(np.ravel(y)), x, h, scheme)
)
check.mistake("entries-misplaced")(
    lambda f, x, h, scheme="central": right(f, x, h, scheme).ravel("F").reshape(np.shape(x))
)
# The step in a coordinate by its size, in the usual forms.
for scaled in (np.abs, lambda x: 1 + np.abs(x), lambda x: np.maximum(1, np.abs(x))):
    check.mistake("step-scaled")(
        with_(
            lambda f, x, step, h, s, scaled=scaled: quotient(
                f, x, step * scaled(x), h * scaled(x)[step > 0][0], s
            )
        )
    )
    check.mistake("step-scaled")(
        with_(
            lambda f, x, step, h, s, scaled=scaled: quotient(f, x, step * scaled(x), h, s),
        )
    )


@check.mistake
def base_value_again(f, x, h, scheme="central"):
    if scheme == "forward":
        for _ in range(np.size(x) - 1):
            f(x)
    return right(f, x, h, scheme)


@check.mistake
def centre_evaluated(f, x, h, scheme="central"):
    if scheme == "central":
        f(x)
    return right(f, x, h, scheme)


@check.mistake
def step_not_taken_back(f, x, h, scheme="central"):
    x, gradient = np.array(x, dtype=float), np.zeros(np.shape(x))
    for i in np.ndindex(x.shape):
        before = f(x)
        x[i] += h
        if scheme == "forward":
            gradient[i] = (f(x) - before) / h
        else:
            up = f(x)
            x[i] -= 2 * h
            gradient[i] = (up - f(x)) / (2 * h)
    return gradient


@check.mistake("step-not-taken-back")
def forward_step_not_taken_back(f, x, h, scheme="central"):
    steps = np.cumsum(h * np.eye(np.size(x)), axis=0).reshape(-1, *np.shape(x))
    values = np.array([f(x), *(f(x + step) for step in steps)])
    if scheme == "central":
        return right(f, x, h, scheme)
    return np.reshape(np.diff(values) / h, np.shape(x))


@check.mistake("step-not-taken-back")
def base_kept(f, x, h, scheme="central"):
    steps = np.cumsum(h * np.eye(np.size(x)), axis=0).reshape(-1, *np.shape(x))
    return np.reshape([quotient(f, x, step, h, scheme) for step in steps], np.shape(x))


@check.mistake
def all_coordinates_at_once(f, x, h, scheme="central"):
    slope = (f(x + h) - (f(x) if scheme == "forward" else f(x - h))) / h
    return np.full(np.shape(x), slope if scheme == "forward" else slope / 2)


@check.mistake
def truncated(f, x, h, scheme="central"):
    return right(f, x, h, scheme).astype(np.asarray(x).dtype)


check.mistake("truncated")(
    lambda f, x, h, scheme="central": right(
        lambda y: f(np.asarray(y).astype(np.asarray(x).dtype)), x, h, scheme
    )
)
check.mistake("truncated")(
    with_(lambda f, x, step, h, s: quotient(f, x, step.astype(np.asarray(x).dtype), h, s))
)


@check.mistake
def rows_only(f, x, h, scheme="central"):
    base = f(x) if scheme == "forward" else None
    gradient = np.zeros(np.shape(x))
    for i in range(len(x)):
        step = np.zeros(np.shape(x))
        step[i] = h
        up, down = f(x + step), base if scheme == "forward" else f(x - step)
        gradient[i] = (up - down) / (h if scheme == "forward" else 2 * h)
    return gradient
