"""What is the derivative of each function that moves, adds up or multiplies arrays?"""

import itertools
import math
import operator
import string
from typing import Any

import numpy as np

from autograder.reference.core import (
    JOINTLY,
    RULES,
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
    axes: Any = range(x.ndim) if axis is None else axis if isinstance(axis, tuple) else (axis,)
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
    y = np.reshape(np.transpose(a, (*axes, *kept)), (count(a, axis), *[a.shape[k] for k in kept]))
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
        if x.shape == Several.shape:
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
    """Z = XY: X̄ = Z̄Yᵀ (Giles 2008), vectors as a row X or a column Y."""
    if y.ndim == 1:
        return (g[..., None] if x.ndim > 1 else g) * y
    return g @ y.mT if x.ndim > 1 else (y @ g[..., None])[..., 0]


def matmul_y(g: Any, z: Any, x: Any, y: Any) -> Any:
    """Z = XY: Ȳ = XᵀZ̄ (Giles 2008)."""
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


@derived(np.inner)
def inner(x: Any, y: Any) -> Any:
    """Sums over the last axes of x and y; products where one is a number."""
    return x * y if not (np.ndim(x) and np.ndim(y)) else np.tensordot(x, y, (-1, -1))


@derived(np.vdot)
def vdot(x: Any, y: Any) -> Any:
    """The sum of the products of all elements."""
    return np.ravel(x) @ np.ravel(y)


@derived(np.vecdot)
def vecdot(x: Any, y: Any) -> Any:
    """Sums of products along the last axis."""
    return np.sum(x * y, axis=-1)


@derived(np.outer)
def outer(x: Any, y: Any) -> Any:
    """All products of an element of x and one of y."""
    return np.ravel(x)[:, None] * np.ravel(y)


@derived(np.tensordot)
def tensordot(x: Any, y: Any, axes: Any = 2) -> Any:
    """Sums over pairs of axes, as one product of matrices."""
    if isinstance(axes, int):
        axes = range(np.ndim(x) - axes, np.ndim(x)), range(axes)
    pairs = [(k,) if isinstance(k, int) else tuple(k) for k in axes]
    ones, others = [k % np.ndim(x) for k in pairs[0]], [k % np.ndim(y) for k in pairs[1]]
    rows = [k for k in range(np.ndim(x)) if k not in ones]
    columns = [k for k in range(np.ndim(y)) if k not in others]
    n = math.prod(x.shape[k] for k in ones)
    shape = [x.shape[k] for k in rows] + [y.shape[k] for k in columns]
    left = np.reshape(np.transpose(x, (*rows, *ones)), (math.prod(x.shape[k] for k in rows), n))
    right = np.transpose(y, (*others, *columns))
    right = np.reshape(right, (n, math.prod(y.shape[k] for k in columns)))
    return np.reshape(left @ right, shape)


@derived(np.kron)
def kron(x: Any, y: Any) -> Any:
    """Blocks x_ij · y."""
    n = max(np.ndim(x), np.ndim(y))
    xs, ys = [(1,) * (n - np.ndim(a)) + np.shape(a) for a in (x, y)]
    product = np.reshape(x, [k for i in xs for k in (i, 1)]) * np.reshape(
        y, [k for i in ys for k in (1, i)]
    )
    return np.reshape(product, [i * j for i, j in zip(xs, ys, strict=True)])


def contraction(terms: list[str], result: str) -> Primitive:
    """An einsum in which each letter of an operand is in the result or in another operand.

    The adjoint of operand j is then the einsum of the result's adjoint and the other operands.
    """

    def rule(j: int) -> Any:
        others = [result, *terms[:j], *terms[j + 1 :]]
        spec = f"{','.join(others)}->{terms[j]}"
        return lambda g, y, *xs: np.einsum(spec, g, *xs[:j], *xs[j + 1 :])

    def insert(j: int) -> Any:
        return lambda t, y, *xs: np.einsum(whole, *xs[:j], t, *xs[j + 1 :])

    def flops(y: Any, *xs: Any) -> int:
        sizes = {
            c: n
            for term, x in zip(terms, xs, strict=True)
            for c, n in zip(term, x.shape, strict=True)
        }
        return len(xs) * math.prod(sizes.values())

    whole, n = f"{','.join(terms)}->{result}", len(terms)
    return Primitive(
        lambda *xs: np.einsum(whole, *xs),
        [*map(insert, range(n))],
        [*map(rule, range(n))],
        flops,
        "einsum",
    )


@derived(np.einsum)
def einsum(subscripts: str, *operands: Any, optimize: Any = None) -> Any:
    """Einstein's sum: repeated letters of an operand become its diagonal, letters that it alone
    has are summed first, and `contraction` does the rest.
    """
    if not isinstance(subscripts, str):
        raise TypeError("einsum is differentiated with its subscripts as a string: 'ij,jk->ik'")
    before, arrow, result = subscripts.replace(" ", "").partition("->")
    terms = before.split(",")
    spare = [c for c in string.ascii_letters if c not in subscripts]
    pairs = list(zip(terms, operands, strict=True))
    dots = [np.ndim(x) - len(t) + 3 if "..." in t else 0 for t, x in pairs]
    most = "".join(spare[: max(dots)])
    terms = [t.replace("...", most[len(most) - n :]) for t, n in zip(terms, dots, strict=True)]
    letters = "".join(terms)
    once = "".join(c for c in sorted(set(letters)) if letters.count(c) == 1 and c not in most)
    result = result.replace("...", most) if arrow else most + once
    reduced = []
    for j, (term, x) in enumerate(zip(terms, operands, strict=True)):
        for c in sorted(set(term)):
            while term.count(c) > 1:
                i, k = [p for p, letter in enumerate(term) if letter == c][:2]
                x, term = np.diagonal(x, 0, i, k), term[:i] + term[i + 1 : k] + term[k + 1 :] + c
        elsewhere = result + "".join(terms[:j] + terms[j + 1 :])
        alone = tuple(k for k, c in enumerate(term) if c not in elsewhere)
        reduced.append(np.sum(x, axis=alone) if alone else x)
        terms[j] = "".join(c for c in term if c in elsewhere)
    return contraction(terms, result)(*reduced)


# ---------------------------------------------------------------- parts, copies and order

linear(np.tril, lambda g, y, x, k=0: np.tril(g, k))
linear(np.triu, lambda g, y, x, k=0: np.triu(g, k))
DIAG = Primitive(np.diag, JOINTLY, [lambda g, y, x, k=0: np.diagonal(g, k)])


@derived(np.diag)
def diag(v: Any, k: int = 0) -> Any:
    """The diagonal of a matrix, or the matrix with this diagonal."""
    return DIAG(v, k=k) if v.ndim == 1 else np.diagonal(v, k)


@derived(np.diagonal)
def diagonal(a: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    """Elements with equal indices in two axes, as a last axis."""
    a = np.moveaxis(a, (axis1, axis2), (-2, -1))
    i = np.arange(max(0, min(a.shape[-2] + min(offset, 0), a.shape[-1] - max(offset, 0))))
    return a[..., i - min(offset, 0), i + max(offset, 0)]


@derived(np.trace)
def trace(a: Any, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Any:
    """The sum of the diagonal."""
    return np.sum(np.diagonal(a, offset, axis1, axis2), axis=-1)


@derived(np.take)
def take(a: Any, indices: Any, axis: int | None = None) -> Any:
    """Elements along an axis."""
    if axis is None:
        return np.ravel(a)[np.asarray(indices)]
    return a[(slice(None),) * (axis % a.ndim) + (np.asarray(indices),)]


@derived(np.take_along_axis)
def take_along_axis(arr: Any, indices: Any, axis: int | None = -1) -> Any:
    """Elements along an axis, others for each place of the other axes."""
    if axis is None:
        return np.ravel(arr)[indices]
    places = list(np.ogrid[tuple(slice(n) for n in indices.shape)])
    places[axis] = indices
    return arr[tuple(places)]


@derived(np.sort)
def sort(a: Any, axis: int | None = -1) -> Any:
    """The permutation that sorts, which is constant between ties, applied."""
    a, axis = (np.ravel(a), 0) if axis is None else (a, axis)
    return np.take_along_axis(a, np.argsort(a, axis=axis), axis)


@derived(np.repeat)
def repeat(a: Any, repeats: Any, axis: int | None = None) -> Any:
    """Each element several times."""
    a, axis = (np.ravel(a), 0) if axis is None else (a, axis)
    return np.take(a, np.repeat(np.arange(a.shape[axis]), repeats), axis)


@derived(np.tile)
def tile(A: Any, reps: Any) -> Any:
    """The whole array several times along each axis."""
    reps = (reps,) if isinstance(reps, int) else tuple(reps)
    n = max(len(reps), A.ndim)
    reps, shape = (1,) * (n - len(reps)) + reps, (1,) * (n - A.ndim) + A.shape
    copies = np.broadcast_to(
        np.reshape(A, [k for i in shape for k in (1, i)]),
        [k for r, i in zip(reps, shape, strict=True) for k in (r, i)],
    )
    return np.reshape(copies, [r * i for r, i in zip(reps, shape, strict=True)])


@derived(np.array_split)
def array_split(ary: Any, indices_or_sections: Any, axis: int = 0) -> list[Any]:
    """Slices of the lengths that NumPy would give."""
    places = np.array_split(np.arange(ary.shape[axis]), indices_or_sections)
    start = (slice(None),) * (axis % ary.ndim)
    return [ary[(*start, slice(p[0], p[-1] + 1) if len(p) else slice(0, 0))] for p in places]


@derived(np.split)
def split(ary: Any, indices_or_sections: Any, axis: int = 0) -> list[Any]:
    """Slices of equal lengths, or between indices."""
    if isinstance(indices_or_sections, int) and ary.shape[axis] % indices_or_sections:
        raise ValueError("array split does not result in an equal division")
    return array_split(ary, indices_or_sections, axis)


@derived(np.atleast_1d)
def atleast_1d(x: Any) -> Any:
    """At least one axis."""
    return x if np.ndim(x) else np.reshape(x, (1,))


@derived(np.atleast_2d)
def atleast_2d(x: Any) -> Any:
    """At least two axes."""
    return x if np.ndim(x) > 1 else np.reshape(x, (1, -1))


RULES[np.vsplit] = lambda x, where: np.split(x, where, 0)
RULES[np.hsplit] = lambda x, where: np.split(x, where, 1 if x.ndim > 1 else 0)
RULES[np.vstack] = lambda tup: np.concatenate([np.atleast_2d(x) for x in tup], 0)
RULES[np.hstack] = lambda tup: np.concatenate(
    [np.atleast_1d(x) for x in tup], 1 if np.ndim(tup[0]) > 1 else 0
)
RULES[np.column_stack] = lambda tup: np.concatenate(
    [x if np.ndim(x) > 1 else np.reshape(x, (-1, 1)) for x in tup], 1
)
RULES[np.append] = lambda arr, values, axis=None: np.concatenate((arr, values), axis)
RULES[np.flipud] = lambda m: np.flip(m, 0)
RULES[np.fliplr] = lambda m: np.flip(m, 1)
RULES[np.diff] = lambda a, n=1, axis=-1: a if n == 0 else _difference(np.diff(a, n - 1, axis), axis)
RULES[np.full_like] = lambda a, fill_value: np.broadcast_to(fill_value, np.shape(a))
RULES[np.real] = lambda val: val
RULES[np.imag] = np.zeros_like
RULES[np.add, "reduce"] = lambda x, axis=0, keepdims=False: np.sum(x, axis=axis, keepdims=keepdims)
RULES[np.multiply, "reduce"] = lambda x, axis=0, keepdims=False: prod(x, axis, keepdims=keepdims)
RULES[np.maximum, "reduce"] = lambda x, axis=0, **options: np.max(x, axis=axis, **options)
RULES[np.minimum, "reduce"] = lambda x, axis=0, **options: np.min(x, axis=axis, **options)
RULES[np.add, "accumulate"] = lambda x, axis=0: np.cumsum(x, axis=axis)


def _difference(a: Any, axis: int) -> Any:
    whole = (slice(None),) * (axis % a.ndim)
    return a[(*whole, slice(1, None))] - a[(*whole, slice(None, -1))]


# ---------------------------------------------------------------- functions without a derivative

constant(np.shape, np.ndim, np.size, np.zeros_like, np.ones_like)
constant(np.empty_like, np.argpartition, np.may_share_memory, np.shares_memory, np.array_equiv)
constant(np.argmax, np.argmin, np.argsort, np.searchsorted, np.nonzero, np.count_nonzero)
constant(np.all, np.any, np.allclose, np.isclose, np.array_equal, np.round, np.iscomplexobj)
constant(np.result_type, np.isrealobj, np.fix)
