"""What is the derivative of a norm, of vectors and of matrices?"""

from typing import Any

import numpy as np

from autograder.reference.core import Primitive, bare, derived
from autograder.reference.reductions import axes_of, restore


def divided(x: Any, y: Any) -> Any:
    """x/y without a warning: nan at 0/0 is the message."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return x / y


ALONG_RULES = [
    lambda t, z, g, x, y: t * divided(x, y),
    lambda t, z, g, x, y: t * divided(g, y),
    lambda t, z, g, x, y: -t * divided(z, y),
]
ALONG = Primitive(  # g·x/y for the norm y of x; where g = 0 it is 0, even if x and y are 0
    lambda g, x, y: np.where(g == 0.0, 0.0, g * divided(x, y)),
    ALONG_RULES,
    ALONG_RULES,
    np.size,
    "along",
)


def euclid(x: Any, axis: Any, keepdims: bool) -> Any:
    """NumPy's Euclidean norm; where the squares overflow or vanish, that of scaled numbers."""
    with np.errstate(over="ignore", under="ignore"):
        y = np.linalg.norm(x, axis=axis, keepdims=keepdims)
        number = np.finfo(y.dtype)
        bad = ~((y > number.tiny**0.5 / number.eps) & (y < np.inf))
        if not bad.any():
            return y
        top = np.max(np.abs(x), axis=axes_of(x, axis), keepdims=True, initial=0.0)
        top = np.where((top > 0.0) & (top < np.inf), top, top.dtype.type(1))
        scaled = np.linalg.norm(x / top, axis=axis, keepdims=keepdims)
        return np.where(bad, np.reshape(top, np.shape(y)) * scaled, y)[()]


def euclid_jvp(t: Any, y: Any, x: Any, axis: Any, keepdims: bool) -> Any:
    """⟨x, ẋ⟩/‖x‖; at 0 the slope in the direction of ẋ, ‖ẋ‖."""
    zero = bare(y) == 0.0
    whole = restore(np.where(zero, 1.0, y) if zero.any() else y, x, axis, keepdims)
    slope = np.sum(t * (x / whole), axis=axes_of(x, axis), keepdims=keepdims)
    return np.where(zero, EUCLID(t, axis=axis, keepdims=keepdims), slope) if zero.any() else slope


EUCLID = Primitive(
    euclid,
    [euclid_jvp],
    [
        lambda g, y, x, axis, keepdims: ALONG(
            restore(g, x, axis, keepdims), x, restore(y, x, axis, keepdims)
        )
    ],
    lambda y, x, *_: 2 * np.size(x),
    "norm",
)


@derived(np.linalg.norm)
def norm(x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    """Norms of vectors and matrices.

    At 0 the adjoint of the Euclidean norm is nan, but 0 where the loss does not change with it, as
    ‖x‖² does not; forward mode gives the slope in the direction of the tangent.
    """
    if not x.size:
        return np.linalg.norm(bare(x), ord, axis, keepdims)
    count = x.ndim if axis is None else len(axis) if isinstance(axis, tuple) else 1
    if ord is None or (ord == 2 and count == 1) or (ord in ("f", "fro") and count == 2):
        return EUCLID(x, axis=axis, keepdims=keepdims)
    np.linalg.norm(np.ones((1,) * x.ndim), ord, axis)  # NumPy says what it refuses
    axes = axes_of(x, axis)
    options: dict[str, Any] = {"axis": axes, "keepdims": keepdims}
    if len(axes) == 1:
        if ord == 0:
            return np.sum(np.where(x == 0, 0.0, 1.0), **options)
        if ord in (np.inf, -np.inf):
            return (np.max if ord > 0 else np.min)(np.abs(x), **options)
        y = np.abs(x) if ord == 1 else np.abs(x) ** ord
        return np.sum(y, **options) ** (1 / ord) if ord != 1 else np.sum(y, **options)
    if ord in (1, -1, np.inf, -np.inf):
        rows, columns = axes if abs(ord) == 1 else axes[::-1]
        sums = np.sum(np.abs(x), axis=rows, keepdims=True)
        y = (np.max if ord > 0 else np.min)(sums, axis=columns, keepdims=True)
    else:
        s = np.linalg.svdvals(np.moveaxis(x, axes, (-2, -1)))
        y = np.sum(s, axis=-1) if ord == "nuc" else (np.max if ord > 0 else np.min)(s, axis=-1)
        y = np.expand_dims(y, axes)
    return y if keepdims else np.squeeze(y, axis=axes)
