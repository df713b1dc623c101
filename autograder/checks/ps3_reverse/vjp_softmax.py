"""The vjp of softmax over the last axis: x̄ = s (g − Σ g s), s = softmax(x)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, difference
from autograder.reference import softmax, vjp

Arguments = tuple[np.ndarray, np.ndarray]


def right(g, x):
    return vjp(lambda x: softmax(x, axis=-1), x.astype(float))[1](g)[0]


# The error of x̄_j / s_j. 24 honest formulas over 200 seeds come to 3e-13 at most, by a logarithm
# near 1000; differences of order 2 to 10 over 12 seeds to 1e-7 at least, in long double to 2e-9.
# (On entries of one size both come to 1e-12.) A complex step is as good as a formula: values
# cannot tell it.
RTOL = 1e-11


def judge(got, want, g, x):
    """Compare x̄_j / s_j = g_j − Σ g s, so that a small entry counts like a large one.

    A difference of values near 1 cannot tell what a small entry is; the formulas can.
    """
    found = difference(got, want, 0.0, double=True)
    if found is None or found.got is None or found.want is None:
        return found
    s = softmax(x.astype(float), axis=-1)
    s = np.where(s > 0, s, 1.0)
    if difference(found.got / s, found.want / s, RTOL) is None:
        return None
    # A constant in the denominator makes s smaller by a factor, so to first order the error is
    # proportional to s (2 Σ g s − g) in each row.
    error, shrunk = found.got - found.want, s * (2 * np.sum(g * s, axis=-1, keepdims=True) - g)
    along = np.sum(error * shrunk, axis=-1, keepdims=True)
    factor = along / np.sum(shrunk**2, axis=-1, keepdims=True)
    if found.hint == "nearly-right" and np.all(factor > 0):
        if difference(error, factor * shrunk, 1e-3) is None:
            return Difference(found.message, "small-constant", found.got, found.want)
    return found


check = Exercise(__name__, right, judge=judge)


def drawn(draw: Draw, *shape: int, apart: float = 0.0, near: float = 0.0) -> Arguments:
    """Return g and x; each row has one entry that lies `apart` below the others."""
    x = near + 2 * draw.normal(*shape)
    x[..., -1] -= apart
    return draw.normal(*shape), x


@check.part("one vector", 1)
def _(draw: Draw) -> Iterator[Arguments]:
    for n in (4, 2, 5):
        yield drawn(draw, n)
    yield drawn(draw, 4, apart=25.0)


@check.part("each row for itself", 1)
def _(draw: Draw) -> Iterator[Arguments]:
    for shape in (2, 3), (3, 3), (2, 3, 4), (1, 3):
        yield drawn(draw, *shape)
    yield drawn(draw, 3, 4, apart=25.0)
    yield draw.normal(2, 3), draw.rng.integers(-2, 3, (2, 3))


@check.part("large inputs", 1)
def _(draw: Draw) -> Iterator[Case]:
    for size in (1000.0, -1000.0):
        arguments = drawn(draw, 4, apart=25.0, near=size)
        yield Case(arguments, f"entries near {size:g}, shape (4,)")
    rows = np.array([[1000.0], [-1000.0]]) + draw.normal(2, 3)
    yield Case((draw.normal(2, 3), rows), "one row near 1000, one near -1000, shape (2, 3)")
    row = np.array([1000.0, -1000.0, -1000.0, 1000.0]) + draw.normal(4)
    yield Case((draw.normal(4), row), "a row with entries near 1000 and near -1000, shape (4,)")


def rule(g, s, axis=-1):
    """The rule with any numbers in the place of the softmax."""
    return s * (g - np.sum(g * s, axis=axis, keepdims=True))


def shifted(x, axis=-1, of=-1):
    """Softmax, after a shift by the maximum along `of`."""
    e = np.exp(x - np.max(x, axis=of, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)


@check.mistake
def diagonal_jacobian(g, x):
    s = shifted(x)
    return g * s * (1 - s)


@check.mistake
def diagonal_left_out(g, x):
    s = shifted(x)
    return -s * np.sum(g * s, axis=-1, keepdims=True)


@check.mistake("diagonal-left-out")
def off_diagonal_only(g, x):
    s = shifted(x)
    return -s * (np.sum(g * s, axis=-1, keepdims=True) - g * s)


@check.mistake
def not_centred(g, x):
    return g * shifted(x)


@check.mistake
def log_softmax(g, x):
    return g - shifted(x) * np.sum(g, axis=-1, keepdims=True)


@check.mistake
def input_for_output(g, x):
    return rule(g, x)


@check.mistake("input-for-output")
def exponential_for_output(g, x):
    return rule(g, np.exp(x))


@check.mistake
def rows_mixed(g, x):
    return rule(g, shifted(x, axis=None, of=None), axis=None)


check.mistake("rows-mixed")(lambda g, x: rule(g, shifted(x), axis=None))
check.mistake("rows-mixed")(lambda g, x: rule(g, shifted(x, axis=None, of=None)))
check.mistake("rows-mixed")(lambda g, x: rule(g, shifted(x, axis=0, of=0), axis=0))
check.mistake("rows-mixed")(lambda g, x: rule(g, shifted(x, axis=0, of=0)))
check.mistake("rows-mixed")(lambda g, x: rule(g, shifted(x), axis=0))
check.mistake("rows-mixed")(lambda g, x: rule(g, shifted(x, axis=1, of=1), axis=1))
check.mistake("rows-mixed")(lambda g, x: rule(g, shifted(x, axis=1, of=1)))
check.mistake("rows-mixed")(lambda g, x: rule(g, shifted(x), axis=1))


@check.mistake
def overflow(g, x):
    e = np.exp(x)
    return rule(g, e / np.sum(e, axis=-1, keepdims=True))


check.mistake("overflow")(lambda g, x: np.nan_to_num(overflow(g, x)))
check.mistake("overflow")(lambda g, x: rule(g, shifted(x, of=None)))


def by_part(g, x, of):
    """The rule after a shift by something else, with the products written apart."""
    with np.errstate(all="ignore"):
        e = np.exp(x - of)
        s = e / np.sum(e, axis=-1, keepdims=True)
    return s * (g - np.sum(g * s, axis=-1, keepdims=True))


check.mistake("overflow")(lambda g, x: by_part(g, x, np.mean(x, axis=-1, keepdims=True)))
check.mistake("overflow")(lambda g, x: by_part(g, x, np.min(x, axis=-1, keepdims=True)))


@check.mistake
def clipped(g, x):
    return rule(g, shifted(np.clip(x, -500, 500)))


@check.mistake
def truncated(g, x):
    return right(g, x).astype(x.dtype)


# On the way: exp(x − max) is 1 or 0 then, or the softmax is.
@check.mistake("truncated")
def exponentials_truncated(g, x):
    e = np.exp(x - np.max(x, axis=-1, keepdims=True)).astype(x.dtype)
    return rule(g, e / np.sum(e, axis=-1, keepdims=True))


check.mistake("truncated")(lambda g, x: rule(g, shifted(x).astype(x.dtype)))


@check.mistake
def softmax_returned(g, x):
    return shifted(x)


@check.mistake
def cross_entropy(g, x):
    return shifted(x) - g


@check.mistake
def factor_missing(g, x):
    return g - np.sum(g * shifted(x), axis=-1, keepdims=True)


@check.mistake
def inner_sum_flat(g, x):
    s = shifted(x)
    return s * (g - np.sum(g * s, axis=-1))


@check.mistake("overflow")
def largest_number_for_inf(g, x):
    with np.errstate(all="ignore"):
        e = np.nan_to_num(np.exp(x))
        return rule(g, e / np.sum(e, axis=-1, keepdims=True))


@check.mistake
def sign(g, x):
    return -right(g, x)


@check.mistake
def sum_not_weighted(g, x):
    return shifted(x) * (g - np.sum(g, axis=-1, keepdims=True))


check.mistake("sum-not-weighted")(lambda g, x: shifted(x) * (g - g.mean(axis=-1, keepdims=True)))
