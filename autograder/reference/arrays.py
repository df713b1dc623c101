"""What is the derivative of each function that moves, joins, cuts or indexes arrays?

Where NumPy's own function gives the value, its shape, its type and its exceptions are NumPy's too;
programs ask `numpys` for the exception where their own parts would not raise it.
"""

import operator
from typing import Any

import numpy as np
from numpy.lib.array_utils import normalize_axis_index, normalize_axis_tuple

from autograder.reference.core import (
    JOINTLY,
    RULES,
    Primitive,
    Tracer,
    bare,
    constant,
    derived,
    linear,
)
from autograder.reference.modes import Piece
from autograder.reference.values import NoRuleError, plain


def numpys(function: Any, *operands: Any, **keywords: Any) -> Any:
    """What NumPy's function gives for plain operands: most often its exception."""
    return function(*map(bare, operands), **keywords)


# ---------------------------------------------------------------- shape and order


RESHAPE = linear(
    np.reshape, lambda g, _y, _x, shape, order="C": np.reshape(g, _x.shape, order=order)
)


@derived(np.reshape)
def reshape(a: Any, shape: Any, order: str = "C") -> Any:
    """The same elements in another shape, read and put in the order of C or of Fortran."""
    if order not in ("C", "F"):
        raise NoRuleError(
            f'reshape and ravel are differentiated with order="C" or "F", not {order!r}'
        )
    return RESHAPE(a, shape) if order == "C" else RESHAPE(a, shape, order=order)


RULES[np.ravel] = lambda a, order="C": reshape(a, -1, order)
linear(
    np.transpose,
    lambda g, _y, _x, axes=None: np.transpose(
        g, None if axes is None else np.argsort(normalize_axis_tuple(axes, _x.ndim))
    ),
)
linear(np.swapaxes, lambda g, _y, _x, axis1, axis2: np.swapaxes(g, axis1, axis2))
linear(np.moveaxis, lambda g, _y, _x, source, destination: np.moveaxis(g, destination, source))
linear(np.squeeze, lambda g, _y, _x, axis=None: np.reshape(g, _x.shape))
linear(np.expand_dims, lambda g, _y, _x, axis: np.reshape(g, _x.shape))
linear(np.broadcast_to, lambda g, _y, _x, shape: g)  # the tape undoes broadcasting
linear(np.copy, lambda g, _y, _x: g)
linear(np.flip, lambda g, _y, _x, axis=None: np.flip(g, axis))
linear(np.roll, lambda g, _y, _x, shift, axis=None: np.roll(g, np.negative(shift), axis))
linear(np.rot90, lambda g, _y, _x, k=1, axes=(0, 1): np.rot90(g, -k, axes))
linear(np.flipud, lambda g, _y, _x: np.flipud(g))
linear(np.fliplr, lambda g, _y, _x: np.fliplr(g))


def at_least(function: Any) -> Any:
    """The rule of atleast_1d, 2d or 3d, of one array or of several."""
    one = Primitive(function, JOINTLY, [lambda g, _y, _x: np.reshape(g, _x.shape)])

    def rule(*arys: Any) -> Any:
        return one(arys[0]) if len(arys) == 1 else tuple(one(x) for x in arys)

    return rule


for function in (np.atleast_1d, np.atleast_2d, np.atleast_3d):
    RULES[function] = at_least(function)


def tile_vjp(g: Any, _y: Any, _x: Any, reps: Any) -> Any:
    """The sum over the copies."""
    reps = (reps,) if np.ndim(reps) == 0 else tuple(reps)
    shape = (1,) * (len(reps) - _x.ndim) + _x.shape
    reps = (1,) * (len(shape) - len(reps)) + reps
    split = np.reshape(g, [k for pair in zip(reps, shape, strict=True) for k in pair])
    return np.reshape(np.sum(split, axis=tuple(range(0, 2 * len(shape), 2))), _x.shape)


linear(np.tile, tile_vjp)


def chosen(g: Any, _y: Any, c: Any, _a: Any, _b: Any) -> Any:
    """The part of a tangent or adjoint where the condition holds."""
    return np.where(c, g, 0.0)


def rejected(g: Any, _y: Any, c: Any, _a: Any, _b: Any) -> Any:
    """The part of a tangent or adjoint where the condition does not hold."""
    return np.where(c, 0.0, g)


WHERE = Primitive(np.where, [None, chosen, rejected], [None, chosen, rejected])
RULES[np.where] = lambda c, *choices: WHERE(c, *choices) if choices else np.nonzero(c)

# ---------------------------------------------------------------- joining and cutting


def operand(x: Any) -> Any:
    """x as a traced or a plain array."""
    return x if type(x) is Tracer else np.asarray(plain(x, "concatenate"))


def joined(count: int, axis: int) -> Primitive:
    """Concatenation of so many arrays, as a primitive of that many operands."""
    ends: list[int] = []

    def part(j: int) -> Any:
        def rule(g: Any, _y: Any, *_xs: Any) -> Any:
            if not ends:
                ends.extend(np.cumsum([0, *(x.shape[axis] for x in _xs)]).tolist())
            return g[(slice(None),) * (axis % g.ndim) + (slice(ends[j], ends[j + 1]),)]

        return rule

    function = lambda *operands: np.concatenate(operands, axis)  # noqa: E731
    wide = lambda _: joined(count, axis + 1 if axis >= 0 else axis)  # noqa: E731
    return Primitive(function, JOINTLY, map(part, range(count)), name="concatenate", wide=wide)


@derived(np.concatenate)
def concatenate(arrays: Any, axis: int | None = 0) -> Any:
    """Arrays joined along an axis that they have."""
    arrays = [*map(operand, arrays)]
    if axis is None:
        arrays, axis = [np.ravel(x) for x in arrays], 0
    return joined(len(arrays), axis)(*arrays)


@derived(np.stack)
def stack(arrays: Any, axis: int = 0) -> Any:
    """Arrays joined along a new axis."""
    arrays = [*map(operand, arrays)]
    return piled(len(arrays), axis, arrays[0].ndim)(*arrays)


def piled(count: int, axis: int, ndim: int) -> Primitive:
    """Stacking of so many arrays, as a primitive of that many operands."""
    place = axis % (ndim + 1)
    before = (slice(None),) * place
    rules = [lambda g, _y, *_xs, j=j: g[(*before, j)] for j in range(count)]
    function = lambda *xs: np.stack(xs, axis)  # noqa: E731
    wide = lambda _: piled(count, place + 1, ndim + 1)  # noqa: E731
    return Primitive(function, JOINTLY, rules, name="stack", wide=wide)


RULES[np.vstack] = lambda tup: np.concatenate([np.atleast_2d(x) for x in tup], 0)
RULES[np.hstack] = lambda tup: np.concatenate(
    [np.atleast_1d(x) for x in tup], 1 if np.ndim(tup[0]) > 1 else 0
)
RULES[np.dstack] = lambda tup: np.concatenate([np.atleast_3d(x) for x in tup], 2)
RULES[np.column_stack] = lambda tup: np.concatenate(
    [x if np.ndim(x) > 1 else np.reshape(x, (-1, 1)) for x in tup], 1
)


@derived(np.append)
def append(arr: Any, values: Any, axis: int | None = None) -> Any:
    """Both joined, flat where no axis is given."""
    return np.concatenate((arr, values), axis)


def cut(function: Any) -> Any:
    """The rule of a function that cuts an array into slices along an axis, where NumPy would."""

    def rule(ary: Any, indices_or_sections: Any, axis: int = 0) -> list[Any]:
        places = function(np.arange(ary.shape[axis]), indices_or_sections)
        start = (slice(None),) * (axis % ary.ndim)
        return [ary[(*start, slice(p[0], p[-1] + 1) if len(p) else slice(0, 0))] for p in places]

    return rule


RULES[np.split], RULES[np.array_split] = cut(np.split), cut(np.array_split)


@derived(np.hsplit)
def hsplit(ary: Any, indices_or_sections: Any) -> list[Any]:
    """Cut along the second axis, or along the only one."""
    if not ary.ndim:
        return numpys(np.hsplit, ary, indices_or_sections)
    return np.split(ary, indices_or_sections, 1 if ary.ndim > 1 else 0)


@derived(np.vsplit)
def vsplit(ary: Any, indices_or_sections: Any) -> list[Any]:
    """Cut along the first axis."""
    if ary.ndim < 2:
        return numpys(np.vsplit, ary, indices_or_sections)
    return np.split(ary, indices_or_sections, 0)


@derived(np.dsplit)
def dsplit(ary: Any, indices_or_sections: Any) -> list[Any]:
    """Cut along the third axis."""
    if ary.ndim < 3:
        return numpys(np.dsplit, ary, indices_or_sections)
    return np.split(ary, indices_or_sections, 2)


# ---------------------------------------------------------------- indexing


def is_basic(index: Any) -> bool:
    """Whether an index of slices, integers, None and ..., or one mask, picks no element twice."""
    if type(index) is np.ndarray and index.dtype == bool:
        return True
    parts = index if isinstance(index, tuple) else (index,)
    return all(
        part is None or part is Ellipsis or isinstance(part, slice | int | np.integer)
        for part in parts
    )


def as_it_is(index: Any) -> Any:
    """An index with copies of its arrays: a program may count up in the same array."""
    if isinstance(index, tuple):
        return tuple(map(as_it_is, index))
    return np.array(index) if isinstance(index, list | np.ndarray) and np.size(index) else index


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
        indices, parts = [piece.index for piece in pieces], [piece.g for piece in pieces]
        if g is not None:
            indices, parts = [Ellipsis, *indices], [g, *parts]
        if Tracer in map(type, parts):
            return scattered(indices, x.shape)(*parts)
        return added_up(parts, indices, x.shape)


def added_up(parts: Any, indices: list[Any], shape: tuple[int, ...]) -> Any:
    """The sum of parts, each put at its index into zeros."""
    z = np.zeros(shape, np.result_type(*parts))
    for index, part in zip(indices, parts, strict=True):
        if is_basic(index):
            z[index] += part
        else:
            np.add.at(z, index, part)
    return z


def scattered(indices: list[Any], shape: tuple[int, ...]) -> Primitive:
    """`added_up` as a primitive of the parts: indexing transposed."""
    rules = [lambda h, _z, *_parts, index=index: h[index] for index in indices]
    function = lambda *parts: added_up(parts, indices, shape)  # noqa: E731

    def wide(n: int) -> Primitive | None:
        found = [deeper(index) for index in indices]
        return None if None in found else scattered(found, (n, *shape))

    return Primitive(function, JOINTLY, rules, name="scatter", wide=wide)


def deeper(index: Any) -> Any:
    """The index of an array with one more axis in front; None where NumPy would move that axis."""
    parts = index if isinstance(index, tuple) else (index,)
    return (slice(None), *parts) if is_basic(parts) or len(parts) == 1 else None


GETITEM = linear(operator.getitem, lambda g, _y, _x, index: Element(g, index))


def getitem(x: Any, index: Any) -> Any:
    """x[index] of a traced x."""
    return GETITEM(x, index if type(index) in (int, slice) else as_it_is(index))


TAKE = linear(
    np.take, lambda g, _y, _x, indices, axis: Element(g, (*before(_x, axis), places(indices)))
)


def places(indices: Any) -> Any:
    """Indices as an array of whole numbers; of an empty list NumPy would not know."""
    return np.asarray(indices, None if np.size(indices) else int)


def before(x: Any, axis: int) -> tuple[slice, ...]:
    """An index that leaves the axes before this one as they are."""
    return (slice(None),) * (axis % x.ndim)


@derived(np.take)
def take(a: Any, indices: Any, axis: int | None = None) -> Any:
    """Elements along an axis."""
    if axis is None or not a.ndim:
        return TAKE(np.ravel(a), indices, axis or 0)
    return TAKE(a, as_it_is(indices), axis)


def along(x: Any, indices: Any, axis: int) -> tuple[Any, ...]:
    """The index of x that picks what take_along_axis picks."""
    places = [
        np.reshape(np.arange(n), [-1 if i == k else 1 for i in range(x.ndim)])
        for k, n in enumerate(x.shape)
    ]
    places[axis] = indices
    return tuple(places)


TAKE_ALONG = linear(
    np.take_along_axis,
    lambda g, _y, _x, indices, axis: Element(g, along(_x, indices, axis)),
)


@derived(np.take_along_axis)
def take_along_axis(arr: Any, indices: Any, axis: int | None = -1) -> Any:
    """For each place along the other axes the elements at its own places along one."""
    if type(indices) is Tracer:
        raise NoRuleError(
            "take_along_axis: only the first argument can be differentiated; places are integers"
        )
    if axis is None:
        return TAKE_ALONG(np.ravel(arr), indices, 0)
    return TAKE_ALONG(arr, indices, axis)


PERMUTED = Primitive(
    np.take_along_axis,
    [lambda t, _y, _x, order, axis: np.take_along_axis(t, order, axis)],
    [lambda g, _y, _x, order, axis: np.take_along_axis(g, np.argsort(order, axis), axis)],
    name="permute",
)


@derived(np.sort)
def sort(a: Any, axis: int | None = -1, kind: Any = None, *, stable: Any = None) -> Any:
    """The permutation that sorts, which is constant between ties, applied."""
    a, axis = (np.ravel(a), 0) if axis is None else (a, normalize_axis_index(axis, a.ndim))
    return PERMUTED(a, np.argsort(bare(a), axis, kind, stable=stable), axis)


@derived(np.partition)
def partition(a: Any, kth: Any, axis: int | None = -1) -> Any:
    """The permutation that partitions, which is constant between ties, applied."""
    a, axis = (np.ravel(a), 0) if axis is None else (a, normalize_axis_index(axis, a.ndim))
    return PERMUTED(a, np.argpartition(bare(a), kth, axis), axis)


@derived(np.delete)
def delete(arr: Any, obj: Any, axis: int | None = None) -> Any:
    """What is left along an axis."""
    arr, axis = (np.ravel(arr), 0) if axis is None else (arr, normalize_axis_index(axis, arr.ndim))
    return np.take(arr, np.delete(np.arange(arr.shape[axis]), obj), axis)


REPEAT = linear(np.repeat, lambda g, _y, _x, repeats, axis: repeated_sum(g, _x, repeats, axis))


def repeated_sum(g: Any, x: Any, repeats: Any, axis: int) -> Any:
    """The sum over the copies of each element along an axis."""
    axis = axis % x.ndim
    if not g.size:
        return np.zeros(x.shape, g.dtype)
    if np.ndim(repeats):
        return Element(g, (*before(x, axis), np.repeat(np.arange(x.shape[axis]), repeats)))
    split = np.reshape(g, (*x.shape[: axis + 1], int(repeats), *x.shape[axis + 1 :]))
    return np.sum(split, axis=axis + 1)


@derived(np.repeat)
def repeat(a: Any, repeats: Any, axis: int | None = None) -> Any:
    """Each element several times."""
    a, axis = (np.ravel(a), axis or 0) if axis is None or not a.ndim else (a, axis)
    return REPEAT(a, as_it_is(repeats), axis)


# ---------------------------------------------------------------- diagonals, triangles, differences


def on_diagonal(g: Any, shape: Any, offset: int, axis1: int, axis2: int) -> Any:
    """Zeros with g on a diagonal: np.diagonal transposed."""
    z = np.zeros(shape, g.dtype)
    view = np.diagonal(z, offset, axis1, axis2)
    view.flags.writeable = True
    view[...] = g
    return z


ON_DIAGONAL: Any = Primitive(
    on_diagonal,
    [lambda t, _y, _g, *where: ON_DIAGONAL(t, *where)],
    [lambda h, _y, _g, shape, *where: np.diagonal(h, *where)],
)
linear(
    np.diagonal,
    lambda g, _y, _x, offset=0, axis1=0, axis2=1: ON_DIAGONAL(g, _x.shape, offset, axis1, axis2),
)
linear(
    np.trace,
    lambda g, _y, _x, offset=0, axis1=0, axis2=1: ON_DIAGONAL(
        g[..., None], _x.shape, offset, axis1, axis2
    ),
    flops=lambda y, x, *_, **__: min(x.shape),
)
linear(np.tril, lambda g, _y, _x, k=0: np.tril(g, k))
linear(np.triu, lambda g, _y, _x, k=0: np.triu(g, k))
DIAG = Primitive(np.diag, JOINTLY, [lambda g, _y, _x, k=0: np.diagonal(g, k)])


@derived(np.diag)
def diag(v: Any, k: int = 0) -> Any:
    """The diagonal of a matrix, or the matrix with this diagonal."""
    if v.ndim not in (1, 2):
        return numpys(np.diag, v, k)
    return DIAG(v, k=k) if v.ndim == 1 else np.diagonal(v, k)


def diff_vjp(g: Any, _y: Any, _x: Any, n: int, axis: int) -> Any:
    """Differences of neighbours transposed: differences of the other sign, with zeros around."""
    if not _y.size:
        return np.zeros(_x.shape, g.dtype)
    none = np.zeros([n if k == axis % _x.ndim else m for k, m in enumerate(_x.shape)], g.dtype)
    return np.diff(np.concatenate([none, g, none], axis), n, axis) * (-1.0) ** n


DIFF = linear(np.diff, diff_vjp, flops=lambda y, x, n, axis: n * np.size(y))


@derived(np.diff)
def diff(a: Any, n: int = 1, axis: int = -1, prepend: Any = None, append: Any = None) -> Any:
    """Differences of neighbours, n times."""
    if n == 0:
        return a
    if n < 0 or not a.ndim or (prepend is None and append is None):
        return DIFF(a, n, axis)
    if any(np.ndim(x) not in (0, a.ndim) for x in (prepend, append) if x is not None):
        given = {"prepend": prepend, "append": append}
        given = {k: bare(x) for k, x in given.items() if x is not None}
        return numpys(np.diff, a, n, axis, **given)
    one = [1 if k == normalize_axis_index(axis, a.ndim) else m for k, m in enumerate(a.shape)]
    ends = [x if x is None or np.ndim(x) else np.broadcast_to(x, one) for x in (prepend, append)]
    whole = np.concatenate([x for x in (ends[0], a, ends[1]) if x is not None], axis)
    return DIFF(whole, n, axis)


def pad_widths(width: Any, ndim: int) -> list[tuple[int, int]]:
    """The numbers of elements before and after, for each axis."""
    if isinstance(width, dict):
        pairs = {k % ndim: np.broadcast_to(w, (2,)) for k, w in width.items()}
        return [tuple(map(int, pairs.get(k, (0, 0)))) for k in range(ndim)]  # type: ignore[misc]
    return [tuple(map(int, pair)) for pair in np.broadcast_to(width, (ndim, 2))]  # type: ignore[misc]


def unpadded(g: Any, _y: Any, _x: Any, width: Any, **_: Any) -> Any:
    """The part of g that is not padding."""
    widths = zip(pad_widths(width, _x.ndim), _x.shape, strict=True)
    return g[tuple(slice(low, low + n) for (low, _), n in widths)]


PAD = Primitive(np.pad, [lambda t, _y, _x, width, **_: np.pad(t, width)], [unpadded])


@derived(np.pad)
def pad(array: Any, pad_width: Any, mode: Any = "constant", *, constant_values: Any = 0) -> Any:
    """Constants around an array, or its own elements again, one axis after the other."""
    if mode == "constant":
        return PAD(array, pad_width, constant_values=constant_values)
    if mode not in ("edge", "reflect", "symmetric", "wrap"):
        numpys(np.pad, array, pad_width, mode)
        raise NoRuleError(
            f"np.pad is differentiated with the modes constant, edge, reflect, symmetric and wrap, "
            f"not with mode={mode!r}"
        )
    if not (array.size and array.ndim):
        return np.reshape(array, numpys(np.pad, array, pad_width, mode).shape)
    numpys(np.pad, array[(slice(0, 1),) * array.ndim], pad_width, mode)
    for k, widths in enumerate(pad_widths(pad_width, array.ndim)):
        if any(widths):
            array = np.take(array, np.pad(np.arange(array.shape[k]), widths, mode), axis=k)
    return array


@derived(np.full_like)
def full_like(a: Any, fill_value: Any, dtype: Any = None, *, shape: Any = None) -> Any:
    """An array with the shape and the type of a, full of a traced or a plain value."""
    if type(fill_value) is not Tracer:
        return np.full_like(bare(a), fill_value, dtype=dtype, shape=shape)
    shape = a.shape if shape is None else shape
    return cast(RULES[np.broadcast_to](fill_value, shape), dtype or a.dtype)


RULES[np.real] = lambda val: val
RULES[np.imag] = lambda val: np.zeros_like(val)

CAST = Primitive(
    lambda x, dtype: x.astype(dtype),
    [lambda t, _y, _x, dtype: t.astype(dtype)],
    [lambda g, _y, _x, dtype: g.astype(_x.dtype)],
    name="cast",
)


def cast(x: Any, dtype: Any, **_: Any) -> Any:
    """x.astype(dtype), from one floating type to another."""
    if np.dtype(dtype).kind != "f":
        raise NoRuleError(
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
