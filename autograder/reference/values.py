"""What may be differentiated, and what must a tangent or cotangent look like?"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.reference.tree import LEAF, flatten, matched, paths, unflatten


class NoRuleError(TypeError):
    """A NumPy function, or one of its options, that would cut the derivative or has no rule.

    The message names it and says what to write instead, or how to declare a rule.
    """


SMALL = 1000  # elements: to copy as many costs as much as an operation on them


def plain(x: Any, name: str) -> Any:
    """A constant operand as it is now.

    A program may use a small array again and change it in place before the reverse sweep reads it,
    so small arrays are copied.  Matrices that are no arrays would change what a product means.
    """
    if type(x) is np.ndarray:
        return x.copy("K") if x.size <= SMALL else x
    if isinstance(x, bool | np.generic):
        return np.bool_(x) if isinstance(x, bool) else x
    sparse = type(x).__module__.startswith("scipy.sparse")
    if sparse or (isinstance(x, np.ndarray) and not isinstance(x, np.memmap)):
        remedy = "S.toarray()" if sparse else "np.asarray(S)"
        raise NoRuleError(
            f"{name} met a constant S of type {type(x).__name__}, which gives products and sums "
            f"another meaning than an array; write {remedy}"
        )
    return np.asarray(x) if hasattr(type(x), "__array__") else x


def primal(x: Any, what: str) -> Any:
    """x as a value that can be differentiated: a NumPy array or scalar of real floats, or a tracer.

    Raises TypeError for integers, booleans, complex numbers, objects and subclasses of arrays.
    """
    if type(x) is float:
        return np.float64(x)
    dtype = getattr(x, "dtype", None)
    strange = isinstance(x, np.ndarray) and type(x) is not np.ndarray
    if dtype is None or dtype.kind != "f" or strange:
        kind = getattr(dtype, "kind", "i" if isinstance(x, int) else "")
        hint = {
            "i": "write 3.0 for 3, or convert with x.astype(float)",
            "u": "convert with x.astype(float)",
            "b": "convert with x.astype(float)",
            "c": "differentiate with respect to the real and the imaginary part",
        }.get(kind, "pass floats, arrays of floats, or tuples, lists and dicts of these")
        raise TypeError(
            f"only real floating-point numbers can be differentiated, but {what} is "
            f"{describe(x)}; {hint}"
        )
    return x


def primals_of(tree: Any, what: str) -> tuple[list[Any], Any]:
    """The leaves of a tree, each a `primal`, and its structure; an error says which leaf it is."""
    leaves, structure = flatten(tree)
    try:
        return [primal(x, what) for x in leaves], structure
    except TypeError:
        for x, path in zip(leaves, paths(structure), strict=True):
            primal(x, f"{what}, argument {path}," if structure is not LEAF else what)
        raise


def is_real(x: Any) -> bool:
    """Whether x is a real floating-point number or array, traced or not."""
    return isinstance(x, float) or getattr(getattr(x, "dtype", None), "kind", "") == "f"


def describe(x: Any) -> str:
    """A value's kind in an error message."""
    if hasattr(x, "dtype"):
        return f"{type(x).__name__} of dtype {x.dtype} and shape {np.shape(x)}"
    return f"{x!r:.60} of type {type(x).__name__}"


def like(tree: Any, values: list[Any], structure: Any, what: str) -> list[Any]:
    """The leaves of a tree of tangents or cotangents, checked against the values they belong to.

    Raises ValueError where the nesting or a shape differs, TypeError where a leaf is not real.
    """
    try:
        leaves = matched(structure, tree)
    except ValueError as why:
        raise ValueError(f"the {what}s nest differently from the values: {why}") from None
    checked = []
    for t, x in zip(leaves, values, strict=True):
        t = np.float64(t) if type(t) in (int, float) else primal(t, f"a {what}")
        shape = getattr(x, "shape", ())
        if t.shape != shape:
            raise ValueError(f"a {what} has shape {t.shape}, its value has shape {shape}")
        dtype = getattr(x, "dtype", t.dtype)
        checked.append(t if t.dtype == dtype else t.astype(dtype))
    return checked


def zero(x: Any) -> Any:
    """The zero tangent or cotangent of a value, or of each in a tree."""
    if isinstance(x, tuple | list | dict):
        leaves, structure = flatten(x)
        return unflatten(structure, map(zero, leaves))
    shape, dtype = getattr(x, "shape", ()), getattr(x, "dtype", np.dtype(float))
    return np.zeros(shape, dtype) if shape else dtype.type(0)


def owned(arrays: list[Any], values: list[Any], others: list[Any]) -> list[Any]:
    """Derivatives of these values, in the values' types, each changeable in place on its own.

    An array is copied where a change in place would change another or one of `others`.
    """
    seen = {id(x) for x in others}
    result = []
    for x, value in zip(arrays, values, strict=True):
        if x.dtype is not getattr(value, "dtype", x.dtype):
            x = x.astype(value.dtype)
        if type(x) is np.ndarray and (x.base is not None or not x.flags.writeable or id(x) in seen):
            x = x.copy()
        seen.add(id(x))
        result.append(x)
    return result


def copied(tree: Any) -> Any:
    """A tree with copies of its arrays, for what outlives the call: the caller may change his."""
    leaves, structure = flatten(tree)
    return unflatten(structure, [x.copy() if type(x) is np.ndarray else x for x in leaves])


def replaced(full: Any, places: Any, xs: Any) -> list[Any]:
    """A list with other elements at these places."""
    result = list(full)
    for i, x in zip(places, xs, strict=True):
        result[i] = x
    return result


def choose(
    f: Callable[..., Any], argnums: Any, args: tuple[Any, ...], keywords: dict[str, Any]
) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    """f as a function of args[argnums] alone, and those arguments as a tuple."""
    positions = (argnums,) if isinstance(argnums, int) else tuple(argnums)
    for i in positions:
        if not -len(args) <= i < len(args):
            raise ValueError(
                f"argnums={argnums} asks for an argument that is not there: "
                f"{getattr(f, '__name__', f)} was called with {len(args)} positional arguments"
            )
    if len(positions) > 1 and len({i % len(args) for i in positions}) < len(positions):
        raise ValueError(f"argnums={argnums} names an argument twice; name each once")

    def of_chosen(*chosen: Any) -> Any:
        return f(*replaced(args, positions, chosen), **keywords)

    return of_chosen, tuple([args[i] for i in positions])


def size(x: Any) -> int:
    """How many numbers a value holds."""
    return math.prod(x.shape)
