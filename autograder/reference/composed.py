"""Which other NumPy functions are programs of functions that have rules?

A program that gives NumPy's values has the right derivatives, because its parts have.  NumPy's own
function is asked first, with plain values: its exception, its shape and its type are the program's.
"""

import functools
import itertools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_tuple
from numpy.lib.stride_tricks import sliding_window_view

from autograder.reference.arrays import before, cast, numpys, scattered
from autograder.reference.core import Primitive, Tracer, bare, gathered, linear
from autograder.reference.reductions import axes_of
from autograder.reference.tree import flatten, unflatten
from autograder.reference.values import NoRuleError

PROGRAMS: dict[Any, Callable[..., Any]] = {}  # NumPy function -> the program for traced operands


def program(function: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a program; what it gives is held to the shape and the type that NumPy gives."""

    def declare(f: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(f)
        def held(*operands: Any, **options: Any) -> Any:
            plain = function(*stripped(operands), **stripped(options))
            expected, traced = flatten(plain)[0], flatten((operands, options))[0]
            if not any(x.value.size for x in traced if type(x) is Tracer):
                return plain  # nothing that the result could depend on
            leaves, structure = flatten(f(*operands, **options))
            pairs = zip(leaves, expected, strict=True)
            return unflatten(structure, [agreeing(y, plain) for y, plain in pairs])

        PROGRAMS[function] = held
        return f

    return declare


def stripped(tree: Any) -> Any:
    """A tree of operands without any trace."""
    leaves, structure = flatten(tree)
    return unflatten(structure, map(bare, leaves))


def agreeing(y: Any, plain: Any) -> Any:
    """A result in the type that NumPy gives it."""
    if type(y) is not Tracer:
        return plain
    return y if y.dtype == plain.dtype else cast(y, plain.dtype)


def array(x: Any) -> Any:
    """An operand as an array, traced or plain; a list may hold traced numbers."""
    return x if type(x) is Tracer else gathered(np.asarray(x))


# ---------------------------------------------------------------- other names, other axes

PROGRAMS[np.linalg.matmul] = np.matmul
PROGRAMS[np.real_if_close] = lambda a, tol=100: a
PROGRAMS[np.diagflat] = lambda v, k=0: np.diag(np.ravel(v), k)
PROGRAMS[np.matrix_transpose] = PROGRAMS[np.linalg.matrix_transpose] = lambda x: (
    np.swapaxes(x, -1, -2) if x.ndim > 1 else numpys(np.matrix_transpose, x)
)
PROGRAMS[np.linalg.trace] = lambda x, *, offset=0: np.trace(x, offset, -2, -1)
PROGRAMS[np.linalg.diagonal] = lambda x, *, offset=0: np.diagonal(x, offset, -2, -1)
PROGRAMS[np.ptp] = lambda a, axis=None, *, keepdims=False: (
    np.max(a, axis=axis, keepdims=keepdims) - np.min(a, axis=axis, keepdims=keepdims)
)
for ufunc in (np.add, np.subtract, np.multiply, np.divide, np.power, np.maximum, np.minimum):
    PROGRAMS[ufunc, "outer"] = lambda x, y, f=ufunc: f(
        np.reshape(x, np.shape(x) + (1,) * np.ndim(y)), y
    )


@program(np.linalg.outer)
def outer(x: Any, y: Any) -> Any:
    """All products of an element of one vector and one of another."""
    return np.outer(x, y)


@program(np.linalg.vector_norm)
def vector_norm(x: Any, *, axis: Any = None, keepdims: bool = False, ord: Any = 2) -> Any:
    """The norm of the elements along an axis, along several as if they were one, or of all."""
    axes = axes_of(x, axis)
    kept = [k for k in range(x.ndim) if k not in axes]
    n = math.prod(x.shape[k] for k in axes)
    flat = np.reshape(np.transpose(x, (*kept, *axes)), (*(x.shape[k] for k in kept), n))
    y = np.linalg.norm(flat, ord, -1)
    return np.expand_dims(y, axes) if keepdims else y


@program(np.linalg.matrix_norm)
def matrix_norm(x: Any, *, keepdims: bool = False, ord: Any = "fro") -> Any:
    """The norms of matrices."""
    return np.linalg.norm(x, ord, (-2, -1), keepdims)


@program(np.rollaxis)
def rollaxis(a: Any, axis: int, start: int = 0) -> Any:
    """An axis rolled back until it lies before another."""
    axis, start = axis % a.ndim, start + a.ndim if start < 0 else start
    return np.moveaxis(a, axis, start - 1 if axis < start else start)


@program(np.meshgrid)
def meshgrid(*xi: Any, **options: Any) -> tuple[Any, ...]:
    """Each array repeated along the axes of the others."""
    places = np.meshgrid(*(np.arange(np.size(x)) for x in xi), **options)
    return tuple(np.ravel(x)[k] for x, k in zip(xi, places, strict=True))


@program(np.block)
def block(arrays: Any) -> Any:
    """Nested lists of arrays: the innermost are joined along the last axis, the others before."""
    leaves = flatten(arrays)[0]
    depth, part = 0, arrays
    while isinstance(part, list):
        depth, part = depth + 1, part[0]
    ndim = max(depth, *map(np.ndim, leaves))

    def join(part: Any, axis: int) -> Any:
        if not isinstance(part, list):
            return np.reshape(part, (1,) * (ndim - np.ndim(part)) + np.shape(part))
        return np.concatenate([join(p, axis + 1) for p in part], axis)

    return join(arrays, -depth)


# ---------------------------------------------------------------- order and choice


@program(np.median)
def median(a: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
    """The middle one of the sorted elements, or the mean of the middle two."""
    axes = axes_of(a, axis)
    n = math.prod(a.shape[k] for k in axes)
    if not n:
        return numpys(np.median, a, axis, keepdims=keepdims)
    kept = [k for k in range(a.ndim) if k not in axes]
    x = np.sort(np.reshape(np.transpose(a, (*kept, *axes)), (*(a.shape[k] for k in kept), n)))
    middle = x[..., n // 2] if n % 2 else (x[..., n // 2 - 1] + x[..., n // 2]) / 2
    y = np.where(np.isnan(x[..., -1]), np.nan, middle)
    return np.expand_dims(y, axes) if keepdims else y


@program(np.select)
def select(condlist: Any, choicelist: Any, default: Any = 0) -> Any:
    """The choice of the first condition that holds."""
    pairs = zip(reversed(condlist), reversed(choicelist), strict=True)
    return functools.reduce(lambda y, pair: np.where(pair[0], pair[1], y), pairs, default)


@program(np.piecewise)
def piecewise(x: Any, condlist: Any, funclist: Any, *args: Any, **options: Any) -> Any:
    """For each condition, of which the last that holds wins, a function of those elements."""
    if np.isscalar(condlist) or (not isinstance(condlist[0], list | np.ndarray) and x.ndim):
        condlist = [condlist]
    holds = np.asarray(condlist, bool)
    if len(holds) < len(funclist):
        holds = np.concatenate([holds, ~np.any(holds, axis=0, keepdims=True)])
    parts, places = [], []
    for k, f in enumerate(funclist):
        place = np.asarray(holds[k] & ~np.any(holds[k + 1 :], axis=0))
        some = x[place]
        y = f(some, *args, **options) if callable(f) and some.size else f
        if not callable(y):
            parts.append(np.broadcast_to(array(y), some.shape))
            places.append(place)
    return scattered(places, x.shape)(*parts) if parts else np.zeros_like(x)


@program(np.nan_to_num)
def nan_to_num(
    x: Any, copy: bool = True, nan: float = 0.0, posinf: Any = None, neginf: Any = None
) -> Any:
    """Numbers in place of nan and of infinities; slope 0 there."""
    finite = np.finfo(x.dtype)
    x = np.where(np.isnan(x), nan, x)
    x = np.where(np.isposinf(x), finite.max if posinf is None else posinf, x)
    return np.where(np.isneginf(x), finite.min if neginf is None else neginf, x)


# ---------------------------------------------------------------- sums and differences


@program(np.polyval)
def polyval(p: Any, x: Any) -> Any:
    """Horner's rule."""
    x = array(x)
    return functools.reduce(lambda y, c: y * x + c, p, np.zeros_like(x))


@program(np.linspace)
def linspace(start: Any, stop: Any, num: int = 50, endpoint: bool = True, *, axis: int = 0) -> Any:
    """Equal steps from start to stop, along a new axis."""
    steps = np.arange(num) / max(num - 1 if endpoint else num, 1)
    start, stop = array(start), array(stop)
    return np.moveaxis(start + np.multiply.outer(steps, stop - start), 0, axis)


@program(np.average)
def average(a: Any, axis: Any = None, weights: Any = None, *, keepdims: bool = False) -> Any:
    """Mean with weights of the shape of a, or one for each place along the axis."""
    if weights is None:
        return np.mean(a, axis=axis, keepdims=keepdims)
    a, w = array(a), array(weights)
    if w.shape != a.shape:
        axes = axes_of(a, axis)
        w = np.transpose(w, np.argsort(axes))
        w = np.reshape(w, [n if k in axes else 1 for k, n in enumerate(a.shape)])
    whole = np.sum(np.broadcast_to(w, a.shape), axis=axis, keepdims=keepdims)
    return np.sum(a * w, axis=axis, keepdims=keepdims) / whole


@program(np.cov)
def cov(m: Any, y: Any = None, rowvar: bool = True, bias: bool = False, ddof: Any = None) -> Any:
    """Covariances of the rows (or columns) of m, and of y."""
    arrays = [array(x) for x in (m, y) if x is not None]
    tables = [np.atleast_2d(x) if rowvar or x.ndim == 1 else np.atleast_2d(x).T for x in arrays]
    if not len(tables[0]):
        return numpys(np.cov, *arrays, rowvar=rowvar)
    X = np.add(np.concatenate(tables), np.float64(0.0))
    D = X - np.mean(X, axis=1, keepdims=True)
    ddof = int(not bias) if ddof is None else ddof
    return np.squeeze(D @ D.T / np.float64(max(X.shape[1] - ddof, 0)))


@program(np.cross)
def cross(
    a: Any, b: Any, axisa: int = -1, axisb: int = -1, axisc: int = -1, axis: int | None = None
) -> Any:
    """The product that is orthogonal to two vectors of three components."""
    axisa, axisb, axisc = (axisa, axisb, axisc) if axis is None else (axis, axis, axis)
    a, b = np.moveaxis(array(a), axisa, -1), np.moveaxis(array(b), axisb, -1)
    if a.shape[-1] != 3 or b.shape[-1] != 3:
        raise NoRuleError("np.cross is differentiated for vectors of three components only")
    (a0, a1, a2), (b0, b1, b2) = ([x[..., k] for k in range(3)] for x in (a, b))
    c = np.stack([a1 * b2 - a2 * b1, a2 * b0 - a0 * b2, a0 * b1 - a1 * b0], axis=-1)
    return np.moveaxis(c, -1, axisc)


def slopes(f: Any, h: Any) -> Any:
    """Differences of neighbours along the last axis, divided by steps or by coordinates' steps."""
    d = np.diff(f)
    if not np.ndim(h):
        inner = (d[..., 1:] + d[..., :-1]) / (2.0 * h)
        return np.concatenate([d[..., :1] / h, inner, d[..., -1:] / h], -1)
    steps = np.diff(h)
    d, one, other = d / steps, steps[:-1], steps[1:]
    inner = (d[..., :-1] * other + d[..., 1:] * one) / (one + other)
    return np.concatenate([d[..., :1], inner, d[..., -1:]], -1)


@program(np.gradient)
def gradient(f: Any, *varargs: Any, axis: Any = None, edge_order: int = 1) -> Any:
    """Central differences along each axis, one-sided at the ends; steps or coordinates for each."""
    if edge_order != 1:
        raise NoRuleError(
            f"np.gradient is differentiated with edge_order=1, not with edge_order={edge_order}"
        )
    axes, spacing = axes_of(f, axis), [array(h) for h in varargs] or [1.0]
    spacing = spacing * len(axes) if len(spacing) == 1 else spacing
    found = [
        np.moveaxis(slopes(np.moveaxis(f, k, -1), h), -1, k)
        for k, h in zip(axes, spacing, strict=True)
    ]
    return found[0] if len(found) == 1 else tuple(found)


@program(np.trapezoid)
def trapezoid(y: Any, x: Any = None, dx: Any = 1.0, axis: int = -1) -> Any:
    """The integral along an axis of the polygon through the points (x, y)."""
    y = array(y)
    if x is not None:
        x = array(x)
        dx = np.diff(x, axis=axis if x.ndim > 1 else -1)
    if np.ndim(dx) == 1:
        dx = np.reshape(dx, (-1,) + (1,) * (y.ndim - 1 - axis % y.ndim))
    first, second = ((*before(y, axis), part) for part in (slice(None, -1), slice(1, None)))
    return np.sum(dx * (y[second] + y[first]) / 2.0, axis=axis)


@program(np.interp)
def interp(x: Any, xp: Any, fp: Any, left: Any = None, right: Any = None) -> Any:
    """The polygon through the points (xp, fp); at a point the slope of the part to its right."""
    x, xp, fp = (y if y.dtype.kind == "f" else y.astype(float) for y in map(array, (x, xp, fp)))
    n = xp.shape[0]
    k = np.clip(np.searchsorted(xp, x, side="right") - 1, 0, max(n - 2, 0))
    y = fp[k] + (fp[k + 1] - fp[k]) / (xp[k + 1] - xp[k]) * (x - xp[k]) if n > 1 else fp[k]
    y = np.where(x < xp[0], fp[0] if left is None else left, y)
    return np.where(x > xp[-1], fp[-1] if right is None else right, y)


# ---------------------------------------------------------------- linear functions


def overlap(g: Any, y: Any, other: Any, x: Any) -> Any:
    """The adjoint of an operand of a convolution: the windows of g that it met, times the other."""
    other = np.ravel(other)
    missing = x.size + other.size - 1 - y.size  # what "same" or "valid" have cut off
    whole = np.pad(g, (missing // 2, missing - missing // 2))
    return np.reshape(np.convolve(whole, other[::-1], "valid"), x.shape)


linear(
    np.convolve,
    lambda g, _y, _a, v, mode="full": overlap(g, _y, v, _a),
    lambda g, _y, a, _v, mode="full": overlap(g, _y, a, _v),
    flops=lambda y, a, v, mode="full": 2 * min(np.size(a), np.size(v)) * np.size(y),
)
linear(np.bincount, None, lambda g, _y, x, _weights, minlength=0: g[np.asarray(x)])


def windows_added(g: Any, shape: Any, windows: Any, axes: Any) -> Any:
    """The sum of windows at their places: sliding_window_view transposed."""
    z = np.zeros(shape, g.dtype)
    for offsets in itertools.product(*map(range, windows)):
        starts = [0] * len(shape)
        for k, offset in zip(axes, offsets, strict=True):
            starts[k] += offset
        place = tuple(slice(n, n + m) for n, m in zip(starts, g.shape, strict=False))
        z[place] += g[(..., *offsets)]
    return z


WINDOWS_ADDED: Any = Primitive(
    windows_added,
    [lambda t, _y, _g, *where: WINDOWS_ADDED(t, *where)],
    [lambda h, _y, _g, shape, windows, axes: sliding_window_view(h, windows, axes)],
)


def windows_vjp(g: Any, _y: Any, _x: Any, window_shape: Any, axis: Any = None) -> Any:
    """The sum of the windows' adjoints at their places."""
    windows = window_shape if np.ndim(window_shape) else (window_shape,)
    axes = range(_x.ndim) if axis is None else normalize_axis_tuple(axis, _x.ndim, "axis", True)
    return WINDOWS_ADDED(g, _x.shape, tuple(windows), tuple(axes))


linear(sliding_window_view, windows_vjp)
