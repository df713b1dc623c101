"""What is the derivative of each function that moves, adds up or multiplies arrays?"""

import itertools
import operator
from typing import Any

import numpy as np

from autograder.reference.core import (
    JOINTLY,
    Piece,
    Primitive,
    Tracer,
    constant,
    derived,
    general,
    linear,
)

# ---------------------------------------------------------------- sums and other reductions


def axes_of(x: Any, axis: Any) -> tuple[int, ...]:
    """The axes that a reduction removes, as non-negative numbers."""
    axes = range(x.ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    return tuple(k % x.ndim for k in axes)


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
    return int(np.prod([x.shape[k] for k in axes_of(x, axis)]))


linear(
    np.sum,
    lambda g, y, x, axis=None, *, keepdims=False: spread(g, x, axis, keepdims),
    flops=lambda y, x, *_, **__: max(np.size(x) - np.size(y), 0),
)
linear(
    np.mean,
    lambda g, y, x, axis=None, *, keepdims=False: spread(g / count(x, axis), x, axis, keepdims),
    flops=lambda y, x, *_, **__: np.size(x),
)
linear(
    np.cumsum,
    lambda g, y, x, axis=None: np.reshape(
        np.flip(np.cumsum(np.flip(g, axis), axis), axis), x.shape
    ),
    flops=lambda y, x, *_, **__: np.size(x),
)


def extreme_share(y: Any, x: Any, axis: Any, keepdims: bool) -> Any:
    """1 where x attains the maximum or minimum y, shared equally among ties, else 0."""
    attained = x == restore(y, x, axis, keepdims)
    return attained / np.sum(attained, axis=axis, keepdims=True)


for extremum in (np.max, np.min):
    general(
        extremum,
        [
            lambda t, y, x, axis=None, *, keepdims=False: np.sum(
                t * extreme_share(y, x, axis, keepdims), axis=axis, keepdims=keepdims
            )
        ],
        [
            lambda g, y, x, axis=None, *, keepdims=False: (
                restore(g, x, axis, keepdims) * extreme_share(y, x, axis, keepdims)
            )
        ],
        flops=lambda y, x, *_, **__: max(np.size(x) - np.size(y), 0),
    )


@derived(np.prod)
def prod(a: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
    """Products of halves, so that a zero among the factors does no harm at any order."""
    axes = axes_of(a, axis)
    kept = [k for k in range(a.ndim) if k not in axes]
    shape = [1 if k in axes else n for k, n in enumerate(a.shape)]
    y = np.reshape(np.transpose(a, (*axes, *kept)), (-1, *[a.shape[k] for k in kept]))
    if not len(y):
        return np.prod(np.ones(a.shape), axis=axis, keepdims=keepdims)
    while len(y) > 1:
        half = len(y) // 2
        rest = y[2 * half :]
        y = y[:half] * y[half : 2 * half]
        y = np.concatenate([y, rest]) if len(rest) else y
    return np.reshape(y, shape) if keepdims else y[0]


@derived(np.var)
def var(a: Any, axis: Any = None, *, ddof: float = 0, keepdims: bool = False) -> Any:
    """Mean squared deviation from the mean."""
    d = a - np.mean(a, axis=axis, keepdims=True)
    return np.sum(d * d, axis=axis, keepdims=keepdims) / (count(a, axis) - ddof)


@derived(np.std)
def std(a: Any, axis: Any = None, *, ddof: float = 0, keepdims: bool = False) -> Any:
    """Square root of the variance; its slope is infinite where the variance is 0."""
    return np.sqrt(np.var(a, axis=axis, ddof=ddof, keepdims=keepdims))


def _logsumexp(x: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
    top = np.max(x, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    y = np.log(np.sum(np.exp(x - top), axis=axis, keepdims=True)) + top
    return y if keepdims else np.squeeze(y, axis=axes_of(x, axis))[()]


def _softmax(x: Any, axis: Any = -1) -> Any:
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)


_LOGSUMEXP = general(
    _logsumexp,
    [
        lambda t, y, x, axis=None, *, keepdims=False: np.sum(
            t * np.exp(x - restore(y, x, axis, keepdims)), axis=axis, keepdims=keepdims
        )
    ],
    [
        lambda g, y, x, axis=None, *, keepdims=False: (
            restore(g, x, axis, keepdims) * np.exp(x - restore(y, x, axis, keepdims))
        )
    ],
    flops=lambda y, x, *_, **__: 4 * np.size(x),
    name="logsumexp",
)
_softmax_rule = lambda g, y, x, axis=-1: y * (g - np.sum(g * y, axis=axis, keepdims=True))  # noqa: E731
_SOFTMAX = general(
    _softmax, [_softmax_rule], [_softmax_rule], lambda y, x, *_, **__: 5 * np.size(x), "softmax"
)


def logsumexp(x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    """log Σ exp(x) along the axes, without overflow; of plain and of traced arrays."""
    return _LOGSUMEXP(x, axis=axis, keepdims=keepdims)


def softmax(x: Any, axis: Any = -1) -> Any:
    """exp(x) / Σ exp(x) along the axes, without overflow; of plain and of traced arrays."""
    return _SOFTMAX(x, axis=axis)


# ---------------------------------------------------------------- shape and order

linear(np.reshape, lambda g, y, x, shape: np.reshape(g, x.shape))
linear(np.ravel, lambda g, y, x: np.reshape(g, x.shape))
linear(
    np.transpose,
    lambda g, y, x, axes=None: np.transpose(
        g, None if axes is None else np.argsort([k % x.ndim for k in axes])
    ),
)
linear(np.swapaxes, lambda g, y, x, one, other: np.swapaxes(g, one, other))
linear(np.moveaxis, lambda g, y, x, source, destination: np.moveaxis(g, destination, source))
linear(np.squeeze, lambda g, y, x, axis=None: np.reshape(g, x.shape))
linear(np.expand_dims, lambda g, y, x, axis: np.reshape(g, x.shape))
linear(np.broadcast_to, lambda g, y, x, shape: g)  # the tape undoes broadcasting
linear(np.copy, lambda g, y, x: g)
linear(np.flip, lambda g, y, x, axis=None: np.flip(g, axis))
linear(np.roll, lambda g, y, x, shift, axis=None: np.roll(g, np.negative(shift), axis))


def chosen(g: Any, y: Any, c: Any, a: Any, b: Any) -> Any:
    """The part of a tangent or adjoint where the condition holds."""
    return np.where(c, g, 0.0)


def rejected(g: Any, y: Any, c: Any, a: Any, b: Any) -> Any:
    """The part of a tangent or adjoint where the condition does not hold."""
    return np.where(c, 0.0, g)


general(np.where, [None, chosen, rejected], [None, chosen, rejected])


def joined(lengths: list[int], axis: int) -> Primitive:
    """Concatenation of arrays of these lengths, as a primitive of that many operands."""
    ends = np.cumsum([0, *lengths])

    def part(start: int, stop: int) -> Any:
        return lambda g, y, *operands: g[(slice(None),) * (axis % g.ndim) + (slice(start, stop),)]

    return Primitive(
        lambda *operands: np.concatenate(operands, axis),
        JOINTLY,
        [part(start, stop) for start, stop in itertools.pairwise(ends)],
        name="concatenate",
    )


@derived(np.concatenate)
def concatenate(arrays: Any, axis: int | None = 0) -> Any:
    """Arrays joined along an axis that they have."""
    arrays = [x if type(x) is Tracer else np.asarray(x) for x in arrays]
    if axis is None:
        arrays, axis = [np.ravel(x) for x in arrays], 0
    return joined([x.shape[axis] for x in arrays], axis)(*arrays)


@derived(np.stack)
def stack(arrays: Any, axis: int = 0) -> Any:
    """Arrays joined along a new axis."""
    return np.concatenate([np.expand_dims(x, axis) for x in arrays], axis)


# ---------------------------------------------------------------- indexing


def is_basic(index: Any) -> bool:
    """Whether an index of slices, integers, None and ... picks no element twice."""
    parts = index if isinstance(index, tuple) else (index,)
    return all(
        part is None or part is Ellipsis or isinstance(part, slice | int | np.integer)
        for part in parts
    )


class Several(tuple[Any, ...]):
    """The values of a primitive with several results."""

    shape = "several"


class Element(Piece):
    """The adjoint g of x[index]."""

    def __init__(self, g: Any, index: Any) -> None:
        self.g, self.index = g, index

    def join(self, pieces: list[Any], g: Any, x: Any) -> Any:
        """Add the pieces up in an array of the shape of x, or put them where a tuple has them."""
        if isinstance(x, Several):
            found: list[Any] = [None] * len(x)
            for piece in pieces:
                k, old = piece.index, found[piece.index]
                found[k] = piece.g if old is None else old + piece.g
            return found
        whole = [] if g is None else [g]
        indices = [Ellipsis] * len(whole) + [piece.index for piece in pieces]
        return scattered(indices, x.shape)(*whole, *(piece.g for piece in pieces))


def scattered(indices: list[Any], shape: tuple[int, ...]) -> Primitive:
    """The sum of parts, each put at its index into zeros: indexing transposed."""

    def add_up(*parts: Any) -> Any:
        z = np.zeros(shape, np.result_type(*parts))
        for index, part in zip(indices, parts, strict=True):
            if is_basic(index):
                z[index] += part
            else:
                np.add.at(z, index, part)
        return z

    rules = [lambda h, z, *parts, index=index: h[index] for index in indices]
    return Primitive(add_up, JOINTLY, rules, name="scatter")


GETITEM = linear(operator.getitem, lambda g, y, x, index: Element(g, index))

# ---------------------------------------------------------------- products


def matmul_x(g: Any, z: Any, x: Any, y: Any) -> Any:
    """Z = XY: X̄ = Z̄Yᵀ (Giles 2008, §2.2.1), vectors as a row X or a column Y."""
    if y.ndim == 1:
        return (g[..., None] if x.ndim > 1 else g) * y
    return g @ y.mT if x.ndim > 1 else (y @ g[..., None])[..., 0]


def matmul_y(g: Any, z: Any, x: Any, y: Any) -> Any:
    """Z = XY: Ȳ = XᵀZ̄ (Giles 2008, §2.2.1)."""
    if x.ndim == 1:
        return g * x if y.ndim == 1 else x[:, None] * g[..., None, :]
    return x.mT @ g if y.ndim > 1 else (x.mT @ g[..., None])[..., 0]


linear(
    np.matmul,
    matmul_x,
    matmul_y,
    flops=lambda z, x, y: max(2 * x.shape[-1] - 1, 0) * np.size(z),
)


@derived(np.dot)
def dot(x: Any, y: Any) -> Any:
    """Sums over the last axis of x and the last but one of y; products where one is a number."""
    if not np.ndim(x) or not np.ndim(y):
        return x * y
    return x @ y if np.ndim(y) < 3 else np.tensordot(x, y, (-1, -2))


# ---------------------------------------------------------------- functions without a derivative

constant(np.shape, np.ndim, np.size, np.zeros_like, np.ones_like, np.empty_like)
constant(np.argmax, np.argmin, np.argsort, np.searchsorted, np.nonzero, np.count_nonzero)
constant(np.all, np.any, np.allclose, np.isclose, np.array_equal, np.round, np.iscomplexobj)
constant(np.result_type, np.isrealobj, np.fix)
