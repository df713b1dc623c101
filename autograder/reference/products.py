"""What is the derivative of each product of arrays?"""

import functools
import math
import string
from typing import Any

import numpy as np

from autograder.reference.arrays import numpys, operand
from autograder.reference.core import RULES, Primitive, Tracer, derived, linear


def matmul_x(g: Any, _z: Any, _x: Any, y: Any) -> Any:
    """Z = XY: X̄ = Z̄Yᵀ (Giles 2008), vectors as a row X or a column Y."""
    if y.ndim == 1:
        return (g[..., None] if _x.ndim > 1 else g) * y
    return g @ y.mT if _x.ndim > 1 else (y @ g[..., None])[..., 0]


def matmul_y(g: Any, _z: Any, x: Any, _y: Any) -> Any:
    """Z = XY: Ȳ = XᵀZ̄ (Giles 2008)."""
    if x.ndim == 1:
        return g * x if _y.ndim == 1 else x[:, None] * g[..., None, :]
    return x.mT @ g if _y.ndim > 1 else (x.mT @ g[..., None])[..., 0]


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


linear(
    np.vecdot,
    lambda g, _z, _x, y: g[..., None] * y,
    lambda g, _z, x, _y: g[..., None] * x,
    flops=lambda z, x, y: max(2 * x.shape[-1] - 1, 0) * np.size(z),
)


linear(
    np.outer,
    lambda g, _z, _x, y: np.reshape(g @ np.ravel(y), _x.shape),
    lambda g, _z, x, _y: np.reshape(np.ravel(x) @ g, _y.shape),
    flops=lambda z, x, y: np.size(z),
)


def contracted(x: Any, y: Any, axes: Any) -> list[list[int]]:
    """The axes of x and of y that tensordot sums over, pair by pair, and those that it keeps."""
    if isinstance(axes, int):
        axes = range(-axes, 0), range(axes)
    pairs = [(k,) if isinstance(k, int) else tuple(k) for k in axes]
    ones, others = ([k % a.ndim for k in ks] for a, ks in zip((x, y), pairs, strict=True))
    rows = [k for k in range(x.ndim) if k not in ones]
    return [ones, others, rows, [k for k in range(y.ndim) if k not in others]]


def tensordot_x(g: Any, _z: Any, _x: Any, y: Any, axes: Any = 2) -> Any:
    """The sum of g y over the axes that only y has, its axes then in the order of x."""
    ones, others, rows, columns = contracted(_x, y, axes)
    bar = np.tensordot(g, y, (range(len(rows), g.ndim), columns))
    order = [*rows, *(ones[others.index(k)] for k in sorted(others))]
    return np.transpose(bar, np.argsort(order))


def tensordot_y(g: Any, _z: Any, x: Any, _y: Any, axes: Any = 2) -> Any:
    """The sum of x g over the axes that only x has, its axes then in the order of y."""
    ones, others, rows, columns = contracted(x, _y, axes)
    bar = np.tensordot(x, g, (rows, range(len(rows))))
    order = [*(others[ones.index(k)] for k in sorted(ones)), *columns]
    return np.transpose(bar, np.argsort(order))


TENSORDOT = linear(
    np.tensordot,
    tensordot_x,
    tensordot_y,
    flops=lambda z, x, y, axes=2: (
        max(2 * math.prod(x.shape[k] for k in contracted(x, y, axes)[0]) - 1, 0) * np.size(z)
    ),
)
RULES[np.tensordot] = lambda a, b, axes=2: TENSORDOT(operand(a), operand(b), axes=axes)


@derived(np.kron)
def kron(x: Any, y: Any) -> Any:
    """Blocks x_ij · y."""
    n = max(np.ndim(x), np.ndim(y))
    xs, ys = [(1,) * (n - np.ndim(a)) + np.shape(a) for a in (x, y)]
    product = np.reshape(x, [k for i in xs for k in (i, 1)]) * np.reshape(
        y, [k for i in ys for k in (1, i)]
    )
    return np.reshape(product, [i * j for i, j in zip(xs, ys, strict=True)])


def contraction(terms: list[str], result: str, lead: str = "") -> Primitive:
    """An einsum in which each letter of an operand is in the result or in another operand.

    The adjoint of operand j is then the einsum of the result's adjoint and the other operands.
    lead: the letter of an axis in front of tangents and adjoints, or none.
    """

    def rule(j: int) -> Any:
        others = [lead + result, *terms[:j], *terms[j + 1 :]]
        spec = f"{','.join(others)}->{lead + terms[j]}"
        return lambda g, y, *xs: np.einsum(spec, g, *xs[:j], *xs[j + 1 :])

    def flops(y: Any, *xs: Any) -> int:
        sizes = {
            c: n
            for term, x in zip(terms, xs, strict=True)
            for c, n in zip(term, x.shape, strict=True)
        }
        return len(xs) * math.prod(sizes.values())

    def insert(j: int) -> Any:
        spec = f"{','.join([*terms[:j], lead + terms[j], *terms[j + 1 :]])}->{lead + result}"
        return lambda t, y, *xs: np.einsum(spec, *xs[:j], t, *xs[j + 1 :])

    whole, n = f"{','.join(terms)}->{result}", len(terms)
    jvps, vjps = [*map(insert, range(n))], [*map(rule, range(n))]
    spare = next(c for c in string.ascii_letters if c not in whole)
    wide = lambda _: contraction(terms, result, spare)  # noqa: E731
    return Primitive(lambda *xs: np.einsum(whole, *xs), jvps, vjps, flops, "einsum", wide=wide)


@functools.lru_cache(1000)
def einsum_plan(subscripts: str, shapes: tuple[tuple[int, ...], ...]) -> tuple[Primitive, Any]:
    """The contraction that is left, and for each operand what makes it one of that contraction.

    Repeated letters of an operand become its diagonal, letters that it alone has are summed, and
    axes of length 1 are repeated to the length of their letter.  ValueError where NumPy refuses.
    """
    different = {n: k for k, n in enumerate(sorted({0, 1, *(n for s in shapes for n in s)}))}
    np.einsum(subscripts, *(np.zeros([different[n] for n in s]) for s in shapes))
    before, arrow, result = subscripts.replace(" ", "").partition("->")
    terms = before.split(",")
    spare = [c for c in string.ascii_letters if c not in subscripts]
    pairs = list(zip(terms, shapes, strict=True))
    dots = [len(s) - len(t) + 3 if "..." in t else 0 for t, s in pairs]
    most = "".join(spare[: max(dots)])
    terms = [t.replace("...", most[len(most) - n :]) for t, n in zip(terms, dots, strict=True)]
    letters = "".join(terms)
    once = "".join(c for c in sorted(set(letters)) if letters.count(c) == 1 and c not in most)
    result = result.replace("...", most) if arrow else most + once
    sizes: dict[str, int] = {}
    for term, shape in zip(terms, shapes, strict=True):
        for c, n in zip(term, shape, strict=True):
            sizes[c] = n if sizes.get(c, 1) == 1 else sizes[c]
    steps: list[list[Any]] = []
    for j, (term, shape) in enumerate(zip(terms, shapes, strict=True)):
        steps.append([])
        if any(n != sizes[c] for c, n in zip(term, shape, strict=True)):
            steps[j].append((np.broadcast_to, [sizes[c] for c in term]))
        for c in sorted(set(term)):
            while term.count(c) > 1:
                i, k = [p for p, letter in enumerate(term) if letter == c][:2]
                steps[j].append((np.diagonal, 0, i, k))
                term = term[:i] + term[i + 1 : k] + term[k + 1 :] + c
        elsewhere = result + "".join(terms[:j] + terms[j + 1 :])
        alone = tuple(k for k, c in enumerate(term) if c not in elsewhere)
        if alone:
            steps[j].append((np.sum, alone))
        terms[j] = "".join(c for c in term if c in elsewhere)
    return contraction(terms, result), steps


@derived(np.einsum)
def einsum(subscripts: Any, *operands: Any, optimize: Any = None) -> Any:
    """Einstein's sum, as `einsum_plan` says."""
    if not isinstance(subscripts, str):
        return np.einsum(*spelled(subscripts, *operands))
    xs = [x if type(x) is Tracer else np.asarray(x) for x in operands]
    try:
        primitive, steps = einsum_plan(subscripts, tuple(x.shape for x in xs))
    except ValueError:
        return numpys(np.einsum, subscripts, *xs)
    for j, some in enumerate(steps):
        for function, *arguments in some:
            xs[j] = function(xs[j], *arguments)
    return primitive(*xs)


def spelled(*arguments: Any) -> list[Any]:
    """einsum(x, [0, 1], y, [1, 2], [0, 2]) with letters: "ab,bc->ac", x, y."""

    def spell(places: Any) -> str:
        return "".join("..." if k is Ellipsis else string.ascii_letters[k] for k in places)

    terms = ",".join(map(spell, arguments[1::2]))
    arrow = "->" + spell(arguments[-1]) if len(arguments) % 2 else ""
    return [terms + arrow, *arguments[: len(arguments) // 2 * 2 : 2]]
