"""Is a plain value the right one, and if not, what is seen of the difference?

Words about hidden inputs give sizes of errors to one digit, never a value. On open inputs a finding
also holds the two values and, for an array, which entries are wrong.
"""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.isolation.beside import Opaque, numbers

# Below this relative error the formula is right and the way of computing it is not.
NEARLY = 1e-4
# What single precision cannot tell from a right value.
SINGLE = 1e-5
# Two wrong values are the same mistake when they agree so far.
ALIKE = 1e-6

# Names of classes, besides Python's own, that a finding may repeat: an answer may name its own
# classes after what it saw.
SPOKEN = {name for name, value in vars(builtins).items() if isinstance(value, type)}
SPOKEN |= {"ndarray", "LinAlgError", "AxisError", "Dual", "Node", "Axes", "Figure", "generator"}
SPOKEN |= {"function", "method", "zip", "map", "dict_values", "dict_keys", "dict_items"}
# JAX's: its errors, its arrays and what stands for an array while a function is traced.
SPOKEN |= {"ConcretizationTypeError", "InconclusiveDimensionOperation", "JAXIndexError"}
SPOKEN |= {"JAXTypeError", "JaxRuntimeError", "JaxprTypeError", "KeyReuseError"}
SPOKEN |= {"TracerArrayConversionError", "TracerBoolConversionError", "UnexpectedTracerError"}
SPOKEN |= {"TracerIntegerConversionError", "NonConcreteBooleanIndexError", "XlaRuntimeError"}
SPOKEN |= {"ArrayImpl", "BatchTracer", "DynamicJaxprTracer", "JVPTracer", "LinearizeTracer"}


@dataclass(frozen=True)
class Difference:
    """How a value differs from the right one.

    message: in words, without values. hint: the generic hint. got, want: the two numbers or arrays
    where they can be shown side by side.
    """

    message: str
    hint: str = "wrong-value"
    got: np.ndarray | None = None
    want: np.ndarray | None = None


def difference(
    got: Any, want: Any, rtol: float = 1e-9, atol: float = 0.0, double: bool = False
) -> Difference | None:
    """Say how plain data `got` differs from `want`, or return None.

    want: None, text, a truth value, a number, an array, or a tuple or list of those; a sequence is
    matched by a sequence, an array by anything that holds its numbers in its shape. The error of an
    array is max|got − want| / max|want|, without the division where want is 0; it may be rtol, or
    max|got − want| may be atol. double: single precision is refused, for it cannot tell a rule of
    differentiation from a difference quotient; elsewhere it is compared as far as it goes.
    """
    if want is None or isinstance(want, str | bool | Opaque):
        if isinstance(got, np.ndarray) and got.shape == () and got.dtype == bool:
            got = bool(got)
        same = type(got) is type(want) and got == want
        return None if same else Difference("another value")
    if got is None:
        return Difference("returned nothing", "returned-nothing")
    if isinstance(want, tuple | list):
        return _sequence_difference(got, want, rtol, atol, double)
    if type(want) is int and abs(want) >= 2**1023:  # no float holds it
        return None if type(got) is int and got == want else Difference("another value")
    right = np.asarray(want, dtype=np.float64)
    try:
        value = numbers(got, right.shape)
    except TypeError as other:
        what = str(other) if isinstance(got, list | tuple | np.ndarray) else kind_of(got)
        return Difference(f"{what} where real numbers are asked", "wrong-type")
    except ValueError as other:
        asked = f"shape {right.shape}" if right.shape else "a number"
        return Difference(f"{other} where {asked} is asked", "wrong-shape")
    single = is_single(got)
    if single and double and want_is_real(want):
        return Difference("single precision (float32) where double is asked", "single-precision")
    if not np.isfinite(value).all() and np.isfinite(right).all():
        return Difference("`nan` or `inf`", "not-finite", value, right)
    if not np.isfinite(right).all():  # as a mistake predicts it
        same = (value == right) | (np.isnan(value) & np.isnan(right)) | np.isfinite(right)
        if not same.all():  # a distance from inf is no more than inf, and would count as none
            return Difference("another value")
        value, right = (np.where(np.isfinite(right), a, 0.0) for a in (value, right))
    with np.errstate(all="ignore"):
        error = float(np.max(np.abs(value - right), initial=0.0))
    scale = float(np.max(np.abs(right), initial=0.0))
    if error <= max((max(rtol, SINGLE) if single else rtol) * scale, atol):
        return None
    if np.array_equal(value, right, equal_nan=True):
        return None
    nearly = scale > 0 and error < NEARLY * scale
    size = f"relative error {error / scale:.1g}" if scale else "not 0 where 0 is right"
    if nearly and np.array_equal(value.astype(np.float32), value):
        return Difference(f"{size}: rounded to float32", "single-precision", value, right)
    with np.errstate(all="ignore"):  # multiples of the largest numbers overflow
        seen = "" if nearly else relation(value, right)
    hint = "nearly-right" if nearly else "wrong-value"
    if np.max(np.abs(value), initial=0.0) > 1 and whole(value) and not whole(right):
        hint = "whole-numbers"
    return Difference(f"{size}{seen}", hint, value, right)


def whole(values: np.ndarray) -> bool:
    """Whether all numbers are integers, and not merely too large to have a fraction."""
    return bool(np.all((values == np.rint(values)) & (np.abs(values) < 2.0**53)))


def _sequence_difference(
    got: Any, want: tuple[Any, ...] | list[Any], rtol: float, atol: float, double: bool
) -> Difference | None:
    if isinstance(got, np.ndarray) and got.ndim:
        got = list(got)
    if not isinstance(got, tuple | list):
        asked = f"{len(want)} value{'s' * (len(want) != 1)}"
        return Difference(f"{kind_of(got)} where {asked} are asked", "wrong-type")
    if len(got) != len(want):
        return Difference(f"{len(got)} values where {len(want)} are asked", "wrong-shape")
    for i, (a, b) in enumerate(zip(got, want, strict=True)):
        found = difference(a, b, rtol, atol, double)
        if found:
            name = getattr(want, "_fields", ())[i : i + 1] or (f"item {i}",)
            return Difference(f"{name[0]}: {found.message}", found.hint, found.got, found.want)
    return None


def alike(got: Any, predicted: Any, want: Any = None) -> bool:
    """Whether a wrong value is the one that a mistake gives, where `want` would be right."""
    if isinstance(want, tuple | list) and isinstance(predicted, tuple | list):
        several = isinstance(got, tuple | list) and len(got) == len(predicted) == len(want)
        if several:
            return all(map(alike, got, predicted, want))
    return difference(got, predicted, ALIKE, small_beside(want)) is None


def small_beside(want: Any) -> float:
    """Return what is no more than rounding where `want` is right: less than of ordinary numbers
    where all numbers of `want` are tiny."""
    if isinstance(want, float | np.ndarray) and np.asarray(want).dtype.kind == "f":
        size = float(np.max(np.abs(want), initial=0.0))
        return min(1e-12, ALIKE * size) if size > 0 else 1e-12
    return 1e-12


def is_single(value: Any) -> bool:
    """Whether plain data holds numbers of single precision, or less."""
    if isinstance(value, np.ndarray):
        return value.dtype.kind == "f" and value.dtype.itemsize < 8
    return isinstance(value, list | tuple) and any(map(is_single, value))


def want_is_real(want: Any) -> bool:
    """Whether what is asked are real numbers, and not integers or truth values."""
    return isinstance(want, float) or (isinstance(want, np.ndarray) and want.dtype.kind == "f")


def relation(value: np.ndarray, right: np.ndarray) -> str:
    """Say how a wrong number or array is related to the right one, where that is plain to see."""
    small = small_beside(right)

    def close(a: np.ndarray, b: np.ndarray) -> bool:
        return bool(a.shape == b.shape and np.allclose(a, b, rtol=ALIKE, atol=small))

    if not np.any(value):
        return ": it is 0"
    factors = {-1.0: "−1", 2.0: "2", 0.5: "½", -2.0: "−2", -0.5: "−½"}
    for factor, name in factors.items():
        if close(value, factor * right):
            return f": it is {name} times the right value"
    if right.ndim == 2 and close(value, right.T):
        return ": it is the transpose of the right value"
    if right.ndim and right.shape[0] > 1 and close(value, right[::-1]):
        return ": it is in the opposite order"
    if close(np.abs(value), np.abs(right)):
        return ": only signs are wrong"
    largest = np.unravel_index(np.argmax(np.abs(right)), right.shape)
    if np.count_nonzero(right) > 2 and close(value, value[largest] / right[largest] * right):
        return ": its entries are all the same multiple of the right ones"
    wrong = wrong_entries(value, right)
    if right.size > 1 and not wrong.all():
        return f": {int(wrong.sum())} of {right.size} entries are wrong"
    return ""


def wrong_entries(value: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Return where an array is plainly wrong: more than rounding or a coarse method explains."""
    small = small_beside(right)
    return ~np.isclose(value, right, rtol=ALIKE, atol=small, equal_nan=True)


def kind_of(value: Any) -> str:
    """Return what a value is, in words that tell nothing but its type."""
    name = value.kind if isinstance(value, Opaque) else type(value).__name__
    return f"a `{name}`" if may_be_said(name) else "an object of your own"


def may_be_said(name: str) -> bool:
    """Whether the name of a class is Python's own, or one that we know."""
    return name in SPOKEN
