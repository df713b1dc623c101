"""Which other NumPy functions are programs of functions that have rules?

A program that gives NumPy's values has the right derivatives, because its parts have.
"""

import functools
import itertools
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.reference.arrays import axes_of, moved

PROGRAMS: dict[Any, Callable[..., Any]] = {  # NumPy function -> the program for traced operands
    np.ptp: lambda a, axis=None: np.max(a, axis=axis) - np.min(a, axis=axis),
    np.polyval: lambda p, x: functools.reduce(lambda y, c: y * x + c, p, 0.0),
    np.dstack: lambda tup: np.concatenate([np.atleast_3d(x) for x in tup], 2),
    np.diagflat: lambda v, k=0: np.diag(np.ravel(v), k),
    np.real_if_close: lambda a: a,
    np.linalg.matmul: np.matmul,
    np.linalg.outer: np.outer,
    np.linalg.trace: lambda x, *, offset=0: np.trace(x, offset, -2, -1),
    np.linalg.diagonal: lambda x, *, offset=0: np.diagonal(x, offset, -2, -1),
    np.matrix_transpose: lambda x: x.mT,
    np.linalg.matrix_transpose: lambda x: x.mT,
}
for ufunc in (np.add, np.subtract, np.multiply, np.divide, np.power, np.maximum, np.minimum):
    PROGRAMS[ufunc, "outer"] = lambda x, y, f=ufunc: f(
        np.reshape(x, np.shape(x) + (1,) * np.ndim(y)), y
    )
for function in (np.rot90, np.rollaxis, np.delete, np.atleast_3d, np.dsplit):
    PROGRAMS[function] = moved(function)


def program(function: Any) -> Callable[[Any], Any]:
    """Declare a longer one."""
    return functools.partial(PROGRAMS.setdefault, function)


@program(np.pad)
def pad(array: Any, pad_width: Any, mode: str = "constant", *, constant_values: Any = 0) -> Any:
    """Constants around an array, or its own elements again."""
    if mode in ("edge", "reflect", "symmetric", "wrap"):
        return moved(np.pad)(array, pad_width, mode)
    if mode != "constant":
        raise TypeError(f"np.pad cannot be differentiated with mode={mode!r}")
    places = np.pad(np.arange(array.size).reshape(array.shape), pad_width, constant_values=-1)
    border = np.pad(np.zeros(array.shape), pad_width, constant_values=constant_values)
    return np.where(places < 0, border, np.ravel(array)[places])


@program(np.meshgrid)
def meshgrid(*xi: Any, **options: Any) -> tuple[Any, ...]:
    """Each array repeated along the axes of the others."""
    places = np.meshgrid(*(np.arange(np.size(x)) for x in xi), **options)
    return tuple(np.ravel(x)[k] for x, k in zip(xi, places, strict=True))


@program(np.partition)
def partition(a: Any, kth: Any, axis: int = -1) -> Any:
    """The permutation that partitions, which is constant between ties, applied."""
    return np.take_along_axis(a, np.argpartition(a, kth, axis), axis)


@program(np.select)
def select(condlist: Any, choicelist: Any, default: Any = 0) -> Any:
    """The choice of the first condition that holds."""
    pairs = zip(reversed(condlist), reversed(choicelist), strict=True)
    return functools.reduce(lambda y, pair: np.where(pair[0], pair[1], y), pairs, default)


@program(np.nan_to_num)
def nan_to_num(x: Any, copy: bool = True, nan: float = 0.0) -> Any:
    """Numbers in place of nan and of infinities; slope 0 there."""
    finite = np.finfo(x.dtype)
    return np.clip(np.where(np.isnan(x), nan, x), finite.min, finite.max)


@program(np.linspace)
def linspace(start: Any, stop: Any, num: int = 50, endpoint: bool = True) -> Any:
    """Equal steps from start to stop, along a new first axis."""
    steps = np.arange(num) / max(num - 1 if endpoint else num, 1)
    return start + np.multiply.outer(steps, stop - start)


@program(np.cumprod)
def cumprod(a: Any, axis: int | None = None) -> Any:
    """One product after the other, so that a zero among the factors does no harm."""
    a, axis = (np.ravel(a), 0) if axis is None else (a, axis)
    return np.stack([*itertools.accumulate(np.moveaxis(a, axis, 0), operator.mul)], axis)


@program(np.average)
def average(a: Any, axis: Any = None, weights: Any = None) -> Any:
    """Mean with weights of the shape of a, or one for each place along the axis."""
    w = np.ones(np.shape(a)) if weights is None else np.add(weights, 0.0)
    if w.ndim < np.ndim(a):
        w = np.reshape(w, [n if k in axes_of(a, axis) else 1 for k, n in enumerate(a.shape)])
    return np.sum(a * w, axis=axis) / np.sum(np.broadcast_to(w, np.shape(a)), axis=axis)


@program(np.cov)
def cov(m: Any, y: Any = None, rowvar: bool = True, bias: bool = False, ddof: Any = None) -> Any:
    """Covariances of the rows (or columns) of m, and of y."""
    tables = [np.atleast_2d(x) for x in (m, y) if x is not None]
    X = np.concatenate([x if rowvar or len(x) == 1 else x.T for x in tables])
    D = X - np.mean(X, axis=1, keepdims=True)
    return np.squeeze(D @ D.T / (X.shape[1] - (int(not bias) if ddof is None else ddof)))[()]


@program(np.gradient)
def gradient(f: Any, *spacing: Any, axis: Any = None) -> Any:
    """Central differences along each axis, one-sided at the ends."""
    found = []
    for k, h in zip(axes_of(f, axis), itertools.cycle(spacing or (1.0,)), strict=False):
        d = np.diff(np.moveaxis(f, k, -1))
        parts = [d[..., :1], (d[..., 1:] + d[..., :-1]) / 2, d[..., -1:]]
        found.append(np.moveaxis(np.concatenate(parts, -1), -1, k) / h)
    return found[0] if len(found) == 1 else tuple(found)


@program(np.trapezoid)
def trapezoid(y: Any, x: Any = None, dx: Any = 1.0) -> Any:
    """The integral along the last axis of the polygon through the points (x, y)."""
    dx = dx if x is None else np.diff(x)
    return np.sum(dx * (y[..., 1:] + y[..., :-1]) / 2, axis=-1)


@program(np.convolve)
def convolve(a: Any, v: Any, mode: str = "full") -> Any:
    """Σ_j a_{i−j} v_j: the windows of a as rows of a matrix, times v."""
    a, v = (a, v) if len(a) >= len(v) else (v, a)
    n, m = len(a), len(v)
    start, stop = {"full": (0, n + m - 1), "same": ((m - 1) // 2, n + (m - 1) // 2)}.get(
        mode, (m - 1, n)
    )
    padded = np.concatenate([np.zeros(m - 1), a, np.zeros(m - 1)])
    return padded[np.arange(start, stop)[:, None] + np.arange(m)[::-1]] @ v
