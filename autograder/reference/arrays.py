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


def each(times: int = 1) -> Any:
    """Scalar operations: so many for each number that is read."""
    return lambda y, x, *_, **__: times * np.size(x)


def joining(y: Any, x: Any, *_: Any, **__: Any) -> int:
    """Scalar operations: one for each number that is joined to another."""
    return max(np.size(x) - np.size(y), 0)


linear(
    np.sum,
    lambda g, y, x, axis=None, *, keepdims=False: spread(g, x, axis, keepdims),
    flops=joining,
)
linear(
    np.mean,
    lambda g, y, x, axis=None, *, keepdims=False: spread(g / count(x, axis), x, axis, keepdims),
    flops=each(),
)
linear(
    np.cumsum,
    lambda g, y, x, axis=None: np.reshape(
        np.flip(np.cumsum(np.flip(g, axis), axis), axis), x.shape
    ),
    flops=each(),
)


def weighted(function: Any, weight: Any, flops: Any, name: str) -> Primitive:
    """A reduction y with ẏ = Σ weight(y, x, axis) ẋ, where y comes with its axes restored."""

    def jvp(t: Any, y: Any, x: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
        w = weight(restore(y, x, axis, keepdims), x, axis)
        return np.sum(t * w, axis=axis, keepdims=keepdims)

    def vjp(g: Any, y: Any, x: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
        return restore(g, x, axis, keepdims) * weight(restore(y, x, axis, keepdims), x, axis)

    return Primitive(function, [jvp], [vjp], flops, name)


def extreme_share(y: Any, x: Any, axis: Any) -> Any:
    """1 where x attains the maximum or minimum y, shared equally among ties, else 0."""
    return (x == y) / np.sum(x == y, axis=axis, keepdims=True)


RULES[np.max] = RULES[np.amax] = weighted(np.max, extreme_share, joining, "max")
RULES[np.min] = RULES[np.amin] = weighted(np.min, extreme_share, joining, "min")


@derived(np.prod)
def prod(a: Any, axis: Any = None, *, keepdims: bool = False) -> Any:
    """Products of halves, so that a zero among the factors does no harm at any order."""
    axes = axes_of(a, axis)
    kept = [k for k in range(a.ndim) if k not in axes]
    y = np.reshape(np.transpose(a, (*axes, *kept)), (count(a, axis), *[a.shape[k] for k in kept]))
    while len(y) > 1:
        half = len(y) // 2
        y = np.concatenate([y[:half] * y[half : 2 * half], y[2 * half :]])
    product = y[0] if len(y) else np.ones(y.shape[1:])
    return np.expand_dims(product, axes) if keepdims else product


@derived(np.var)
def var(a: Any, axis: Any = None, *, ddof: float = 0, keepdims: bool = False) -> Any:
    """Mean squared deviation from the mean."""
    d = a - np.mean(a, axis=axis, keepdims=True)
    return np.sum(d * d, axis=axis, keepdims=keepdims) / (count(a, axis) - ddof)


@derived(np.std)
def std(a: Any, axis: Any = None, *, ddof: float = 0, keepdims: bool = False) -> Any:
    """Square root of the variance; its slope is infinite where the variance is 0."""
    if count(a, axis) == 1 and not ddof:
        return np.sum(a - a, axis=axis, keepdims=keepdims)  # one number never deviates
    return np.sqrt(np.var(a, axis=axis, ddof=ddof, keepdims=keepdims))


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


# ---------------------------------------------------------------- shape and order

RESHAPE = linear(np.reshape, lambda g, y, x, shape, order="C": np.reshape(g, x.shape, order=order))


@derived(np.reshape)
def reshape(a: Any, shape: Any, order: str = "C") -> Any:
    """The same elements in another shape, read and put in the order of C or of Fortran."""
    if order not in ("C", "F"):
        raise TypeError(
            f'reshape and ravel are differentiated with order="C" or "F", not {order!r}'
        )
    return RESHAPE(a, shape) if order == "C" else RESHAPE(a, shape, order=order)


RULES[np.ravel] = lambda a, order="C": reshape(a, -1, order)
linear(
    np.transpose,
    lambda g, y, x, axes=None: np.transpose(
        g, None if axes is None else np.argsort([k % x.ndim for k in axes])
    ),
)
linear(np.swapaxes, lambda g, y, x, axis1, axis2: np.swapaxes(g, axis1, axis2))
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


WHERE = Primitive(np.where, [None, chosen, rejected], [None, chosen, rejected])
RULES[np.where] = lambda c, *choices: WHERE(c, *choices) if choices else np.nonzero(c)


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

    shape, dtype = "several", np.dtype(float)


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
    np.matmul, matmul_x, matmul_y, flops=lambda z, x, y: max(2 * x.shape[-1] - 1, 0) * np.size(z)
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

    def flops(y: Any, *xs: Any) -> int:
        sizes = {
            c: n
            for term, x in zip(terms, xs, strict=True)
            for c, n in zip(term, x.shape, strict=True)
        }
        return len(xs) * math.prod(sizes.values())

    def insert(j: int) -> Any:
        return lambda t, y, *xs: np.einsum(whole, *xs[:j], t, *xs[j + 1 :])

    whole, n = f"{','.join(terms)}->{result}", len(terms)
    jvps, vjps = [*map(insert, range(n))], [*map(rule, range(n))]
    return Primitive(lambda *xs: np.einsum(whole, *xs), jvps, vjps, flops, "einsum")


@derived(np.einsum)
def einsum(subscripts: str, *operands: Any, optimize: Any = None) -> Any:
    """Einstein's sum: repeated letters of an operand become its diagonal, letters that it alone
    has are summed first, and `contraction` does the rest.
    """
    if not isinstance(subscripts, str):
        return np.einsum(*spelled(subscripts, *operands))
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


def spelled(*arguments: Any) -> list[Any]:
    """einsum(x, [0, 1], y, [1, 2], [0, 2]) with letters: "ab,bc->ac", x, y."""

    def spell(places: Any) -> str:
        return "".join("..." if k is Ellipsis else string.ascii_letters[k] for k in places)

    terms = ",".join(map(spell, arguments[1::2]))
    arrow = "->" + spell(arguments[-1]) if len(arguments) % 2 else ""
    return [terms + arrow, *arguments[: len(arguments) // 2 * 2 : 2]]


# ---------------------------------------------------------------- parts, copies and order


def moved(function: Any) -> Any:
    """The rule of a function that moves, copies or drops elements: NumPy says which go where."""

    def rule(a: Any, *where: Any, **options: Any) -> Any:
        if Tracer in map(type, (*where, *options.values())):
            raise TypeError(f"only the first argument of {function.__name__} can be differentiated")
        places = function(np.arange(a.size).reshape(a.shape), *where, **options)
        flat = np.ravel(a)
        return [flat[k] for k in places] if isinstance(places, list | tuple) else flat[places]

    return rule


for function in (np.diagonal, np.take_along_axis):
    RULES[function] = moved(function)
linear(np.tril, lambda g, y, x, k=0: np.tril(g, k))
linear(np.triu, lambda g, y, x, k=0: np.triu(g, k))
DIAG = Primitive(np.diag, JOINTLY, [lambda g, y, x, k=0: np.diagonal(g, k)])


@derived(np.diag)
def diag(v: Any, k: int = 0) -> Any:
    """The diagonal of a matrix, or the matrix with this diagonal."""
    return DIAG(v, k=k) if v.ndim == 1 else np.diagonal(v, k)


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


@derived(np.sort)
def sort(a: Any, axis: int | None = -1, kind: Any = None, *, stable: Any = None) -> Any:
    """The permutation that sorts, which is constant between ties, applied."""
    a, axis = (np.ravel(a), 0) if axis is None else (a, axis)
    places = np.argsort(a, axis=axis, kind=kind, stable=stable)
    return np.take_along_axis(a, places, axis)


@derived(np.repeat)
def repeat(a: Any, repeats: Any, axis: int | None = None) -> Any:
    """Each element several times."""
    a, axis = (np.ravel(a), 0) if axis is None else (a, axis)
    return np.take(a, np.repeat(np.arange(a.shape[axis]), repeats), axis)


def cut(function: Any) -> Any:
    """The rule of a function that cuts an array into slices along an axis, where NumPy would."""

    def rule(ary: Any, indices_or_sections: Any, axis: int = 0) -> list[Any]:
        places = function(np.arange(ary.shape[axis]), indices_or_sections)
        start = (slice(None),) * (axis % ary.ndim)
        return [ary[(*start, slice(p[0], p[-1] + 1) if len(p) else slice(0, 0))] for p in places]

    return rule


RULES[np.split], RULES[np.array_split] = cut(np.split), cut(np.array_split)
RULES[np.atleast_1d] = lambda x: x if np.ndim(x) else np.reshape(x, (1,))
RULES[np.atleast_2d] = lambda x: x if np.ndim(x) > 1 else np.reshape(x, (1, -1))


@derived(np.diff)
def diff(a: Any, n: int = 1, axis: int = -1, prepend: Any = None, append: Any = None) -> Any:
    """Differences of neighbours, n times."""
    a = np.moveaxis(a, axis, -1)

    def edge(end: Any) -> Any:
        return (
            np.moveaxis(end, axis, -1) if np.ndim(end) else np.broadcast_to(end, (*a.shape[:-1], 1))
        )

    a = a if prepend is None else np.concatenate([edge(prepend), a], -1)
    a = a if append is None else np.concatenate([a, edge(append)], -1)
    for _ in range(n):
        a = a[..., 1:] - a[..., :-1]
    return np.moveaxis(a, -1, axis)


RULES[np.tile] = lambda A, reps: np.kron(np.ones(reps, A.dtype), A)
RULES[np.vsplit] = lambda ary, places: np.split(ary, places, 0)
RULES[np.hsplit] = lambda ary, places: np.split(ary, places, 1 if ary.ndim > 1 else 0)
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
RULES[np.full_like] = lambda a, fill_value: cast(np.broadcast_to(fill_value, a.shape), a.dtype)
RULES[np.real] = lambda val: val
RULES[np.imag] = lambda val: np.zeros_like(val)
RULES[np.add, "reduce"] = lambda x, axis=0, keepdims=False: np.sum(x, axis=axis, keepdims=keepdims)
RULES[np.multiply, "reduce"] = lambda x, axis=0, keepdims=False: prod(x, axis, keepdims=keepdims)
RULES[np.maximum, "reduce"] = lambda x, axis=0, **options: np.max(x, axis=axis, **options)
RULES[np.minimum, "reduce"] = lambda x, axis=0, **options: np.min(x, axis=axis, **options)
RULES[np.add, "accumulate"] = lambda x, axis=0: np.cumsum(x, axis=axis)


CAST = Primitive(
    lambda x, dtype: x.astype(dtype),
    [lambda t, y, x, dtype: t.astype(dtype)],
    [lambda g, y, x, dtype: g.astype(x.dtype)],
    name="cast",
)


def cast(x: Any, dtype: Any, **_: Any) -> Any:
    """x.astype(dtype), from one floating type to another."""
    if np.dtype(dtype).kind != "f":
        raise TypeError(
            f"x.astype({np.dtype(dtype)}) of a traced array would cut its derivative; write "
            "stop_gradient(x).astype(…) where a constant is meant"
        )
    return CAST(x, np.dtype(dtype))


# ---------------------------------------------------------------- functions without a derivative

constant(np.shape, np.ndim, np.size, np.zeros_like, np.ones_like, np.empty_like, np.result_type)
constant(np.argmax, np.argmin, np.argsort, np.argpartition, np.searchsorted, np.digitize)
constant(np.nonzero, np.flatnonzero, np.argwhere, np.count_nonzero, np.isin, np.round, np.around)
constant(np.all, np.any, np.allclose, np.isclose, np.array_equal, np.array_equiv, np.fix)
constant(np.iscomplex, np.iscomplexobj, np.isreal, np.isrealobj, np.isposinf, np.isneginf, np.angle)
constant(np.may_share_memory, np.shares_memory)
