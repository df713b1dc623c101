"""What is the derivative of each function that joins many numbers into one, or adds them up?"""

import functools
import math
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from autograder.reference.arrays import numpys
from autograder.reference.core import RULES, Primitive, bare, linear
from autograder.reference.transformations import jvp, vjp

# ---------------------------------------------------------------- sums and other reductions


def axes_of(x: Any, axis: Any) -> tuple[int, ...]:
    """The axes that a reduction removes, as non-negative numbers; a number has axis 0, too."""
    if axis is None or (not x.ndim and axis in (0, -1)):
        return tuple(range(x.ndim))
    return normalize_axis_tuple(axis, x.ndim)


def restore(y: Any, x: Any, axis: Any, keepdims: bool = False) -> Any:
    """A reduction's result with the removed axes of x put back as axes of length 1."""
    if keepdims or (not y.shape and axis is None):
        return y
    removed = axes_of(x, axis)
    return np.reshape(y, [1 if k in removed else n for k, n in enumerate(x.shape)])


def spread(y: Any, x: Any, axis: Any, keepdims: bool) -> Any:
    """A reduction's result repeated to the shape of x."""
    return np.broadcast_to(restore(y, x, axis, keepdims), x.shape)


def count(x: Any, axis: Any) -> int:
    """How many numbers a reduction joins into one."""
    return math.prod(x.shape[k] for k in axes_of(x, axis))


def each(times: int = 1) -> Any:
    """Scalar operations: so many for each number that is read."""
    return lambda y, x, *_, **__: times * np.size(x)


def joining(y: Any, x: Any, *_: Any, **__: Any) -> int:
    """Scalar operations: one for each number that is joined to another."""
    return max(np.size(x) - np.size(y), 0)


linear(
    np.sum,
    lambda g, _y, _x, axis=None, *, keepdims=False: spread(g, _x, axis, keepdims),
    flops=joining,
)
linear(
    np.mean,
    lambda g, _y, _x, axis=None, *, keepdims=False: spread(g / count(_x, axis), _x, axis, keepdims),
    flops=each(),
)
linear(
    np.cumsum,
    lambda g, _y, _x, axis=None: np.reshape(
        np.flip(np.cumsum(np.flip(g, axis), axis), axis), _x.shape
    ),
    flops=each(),
)


def weighted(function: Any, weight: Any, flops: Any, name: str) -> Primitive:
    """A reduction y with ẏ = Σ weight(y, x, axis) ẋ, where y comes with its axes restored."""

    def jvp(t: Any, y: Any, x: Any, axis: Any = None, *, keepdims: bool = False, **o: Any) -> Any:
        w = weight(restore(y, x, axis, keepdims), x, axis, **o)
        return np.sum(t * w, axis=axis, keepdims=keepdims)

    def vjp(g: Any, y: Any, x: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
        return restore(g, x, axis, keepdims) * weight(restore(y, x, axis, keepdims), x, axis)

    def vjp_ddof(
        g: Any, y: Any, x: Any, axis: Any = None, *, ddof: float = 0, keepdims: bool = False
    ) -> Any:
        w = weight(restore(y, x, axis, keepdims), x, axis, ddof)
        return restore(g, x, axis, keepdims) * w

    rule = vjp_ddof if function in (np.var, np.std) else vjp
    return Primitive(function, [jvp], [rule], flops, name)


def extreme_share(y: Any, x: Any, axis: Any) -> Any:
    """1 where x attains the maximum or minimum y, shared equally among ties, else 0."""
    hits = (x == y).astype(x.dtype)
    return hits / np.sum(hits, axis=axis, keepdims=True)


def deviation(y: Any, x: Any, axis: Any, ddof: float = 0) -> Any:
    """The slope of the variance: twice the deviation from the mean, divided as the variance is."""
    return 2.0 * (x - np.mean(x, axis=axis, keepdims=True)) / max(count(x, axis) - ddof, 0)


def scaled_deviation(y: Any, x: Any, axis: Any, ddof: float = 0) -> Any:
    """The slope of the standard deviation: infinite where it is 0, but of one number it is 0."""
    if count(x, axis) == 1 and ddof < 1:
        return np.zeros_like(x)
    return deviation(y, x, axis, ddof) / (2.0 * y)


RULES[np.max] = RULES[np.amax] = weighted(np.max, extreme_share, joining, "max")
RULES[np.min] = RULES[np.amin] = weighted(np.min, extreme_share, joining, "min")
RULES[np.var] = weighted(np.var, deviation, each(4), "var")
RULES[np.std] = weighted(np.std, scaled_deviation, each(4), "std")

# ---------------------------------------------------------------- products of many factors


def divides(y: Any) -> bool:
    """Whether y/x is the product of the other factors: none is 0, nothing over- or underflowed."""
    y = np.abs(bare(y))
    return bool(np.all((y > np.finfo(y.dtype).tiny) & (y < np.inf)))


def halves(a: Any, axis: Any, keepdims: bool) -> Any:
    """Products of halves, so that a zero among the factors does no harm at any order."""
    axes = axes_of(a, axis)
    kept = [k for k in range(a.ndim) if k not in axes]
    y = np.reshape(np.transpose(a, (*axes, *kept)), (count(a, axis), *[a.shape[k] for k in kept]))
    while len(y) > 1:
        half = len(y) // 2
        y = np.concatenate([y[:half] * y[half : 2 * half], y[2 * half :]])
    product = y[0] if len(y) else np.ones(y.shape[1:], a.dtype)
    return np.expand_dims(product, axes) if keepdims else product


def prod_jvp(t: Any, y: Any, x: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
    """Σ ẋ_i times the product of the other factors."""
    if divides(y):
        return np.sum(t * (restore(y, x, axis, keepdims) / x), axis=axis, keepdims=keepdims)
    return jvp(lambda x: halves(x, axis, keepdims), (x,), (t,))[1]


def prod_vjp(g: Any, y: Any, x: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
    """g times the product of the other factors."""
    if divides(y):
        return restore(g * y, x, axis, keepdims) / x
    return vjp(lambda x: halves(x, axis, keepdims), x)[1](g)[0]


RULES[np.prod] = Primitive(np.prod, [prod_jvp], [prod_vjp], joining, "prod")


def scanned(operation: Any, a: Any, axis: int | None) -> Any:
    """Running results of an associative operation, by doubling: log₂ n operations on arrays."""
    a = np.ravel(a) if axis is None else np.moveaxis(a, axis, 0)
    step = 1
    while step < len(a):
        a = np.concatenate([a[:step], operation(a[step:], a[:-step])])
        step *= 2
    return a if axis is None else np.moveaxis(a, 0, axis)


def cumprod_jvp(t: Any, y: Any, x: Any, axis: int | None = None) -> Any:
    """ẏ_k = y_k Σ_{i≤k} ẋ_i/x_i; by doubling where a factor is 0."""
    if divides(y):
        return y * np.cumsum(t / x, axis)
    return jvp(lambda x: scanned(np.multiply, x, axis), (x,), (t,))[1]


def cumprod_vjp(g: Any, y: Any, x: Any, axis: int | None = None) -> Any:
    """x̄_i = Σ_{k≥i} ȳ_k y_k / x_i; by doubling where a factor is 0."""
    if divides(y):
        return np.reshape(np.flip(np.cumsum(np.flip(g * y, axis), axis), axis), x.shape) / x
    return vjp(lambda x: scanned(np.multiply, x, axis), x)[1](g)[0]


RULES[np.cumprod] = Primitive(np.cumprod, [cumprod_jvp], [cumprod_vjp], each(), "cumprod")


def running(extreme: Any) -> Any:
    """The program of maximum.accumulate or minimum.accumulate: where each extreme was attained."""

    def accumulate(x: Any, axis: int) -> Any:
        plain = bare(x)
        y = extreme.accumulate(plain, axis)
        along = np.reshape(np.arange(y.shape[axis]), (-1,) + (1,) * (y.ndim - 1 - axis))
        hits = np.where((plain == y) | np.isnan(plain), along, 0)
        return np.take_along_axis(x, np.maximum.accumulate(hits, axis), axis)

    return accumulate


def logaddexp_reduce(x: Any, axis: Any = 0, *, keepdims: bool = False) -> Any:
    """log Σ exp(x); −∞ of nothing."""
    if not x.size or isinstance(axis, list):
        return numpys(np.logaddexp.reduce, x, axis=axis, keepdims=keepdims)
    return logsumexp(x, axis, keepdims) if axes_of(x, axis) else x


RULES[np.add, "reduce"] = lambda x, axis=0, *, keepdims=False: np.sum(x, axis, keepdims=keepdims)
RULES[np.multiply, "reduce"] = lambda x, axis=0, *, keepdims=False: np.prod(
    x, axis, keepdims=keepdims
)
RULES[np.maximum, "reduce"] = lambda x, axis=0, *, keepdims=False: np.max(
    x, axis, keepdims=keepdims
)
RULES[np.minimum, "reduce"] = lambda x, axis=0, *, keepdims=False: np.min(
    x, axis, keepdims=keepdims
)
RULES[np.logaddexp, "reduce"] = logaddexp_reduce


def accumulating(ufunc: Any, program: Any) -> None:
    """Declare running results along one axis; NumPy has none of a number."""
    RULES[ufunc, "accumulate"] = lambda x, axis=0: (
        program(x, normalize_axis_index(axis, x.ndim)) if x.ndim else numpys(ufunc.accumulate, x)
    )


accumulating(np.add, np.cumsum)
accumulating(np.multiply, np.cumprod)
accumulating(np.logaddexp, functools.partial(scanned, np.logaddexp))
accumulating(np.maximum, running(np.maximum))
accumulating(np.minimum, running(np.minimum))


def _logsumexp(x: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
    top = np.max(x, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):  # the logarithm of 0 is −∞
        y = np.log(np.sum(np.exp(x - top), axis=axis, keepdims=True)) + top
    return y if keepdims else np.squeeze(y, axis=axes_of(x, axis))[()]


def _softmax(x: Any, axis: Any = -1) -> Any:
    top = np.max(x, axis=axis, keepdims=True)
    e = np.exp(x - np.where(top == -np.inf, 0.0, top))
    total = np.sum(e, axis=axis, keepdims=True)
    return e / np.where(total == 0.0, 1.0, total)


_softmax_rule = lambda g, y, x, axis=-1: y * (g - np.sum(g * y, axis=axis, keepdims=True))  # noqa: E731
_SOFTMAX = Primitive(_softmax, [_softmax_rule], [_softmax_rule], each(5), "softmax")
_LOGSUMEXP = weighted(_logsumexp, lambda y, x, axis: _SOFTMAX(x, axis=axis), each(4), "logsumexp")


def logsumexp(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """log Σ exp(x) without overflow, of a plain or a traced array x.

    `axis` is a number or a tuple of numbers, or None for all; the result has the shape of
    np.sum(x, axis, keepdims=keepdims).  The derivative is softmax(x).  −∞ only gives −∞, slope 0.
    """
    return _LOGSUMEXP(x, axis=axis, keepdims=keepdims)


def softmax(x: Any, axis: Any = -1) -> Any:
    """exp(x) / Σ exp(x) without overflow, of a plain or a traced array x, and of its shape.

    The sums run along `axis`, a number, a tuple, or None for all.  Entries lie in [0, 1]; with
    p = softmax(x) the tangent and the adjoint are p ∘ (ẋ − Σ ẋ ∘ p).  −∞ only gives zeros.
    """
    return _SOFTMAX(x, axis=axis)
