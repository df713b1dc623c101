# ruff: noqa: E731 (functions of one line are written as such)
"""How is a function's derivative here compared with JAX's, and one mode with the other?"""

from collections.abc import Callable
from typing import Any, NamedTuple

import jax
import numpy as np
from jax_derivatives import Derivatives

from autograder import reference as ad

VALUES = 1e-9
MODES = 1e-12
COMPOSITIONS = (
    "forward-over-reverse",
    "reverse-over-forward",
    "reverse-over-reverse",
    "forward-over-forward",
)


def leaves(tree: Any) -> list[Any]:
    return jax.tree_util.tree_leaves(tree)


def assert_agree(ours: Any, theirs: Any, what: str, tolerance: float = VALUES) -> None:
    """Trees of arrays have equal shapes, and entries within the tolerance of the largest."""
    ours, theirs = leaves(ours), leaves(theirs)
    assert len(ours) == len(theirs), f"{what}: {len(ours)} arrays, expected {len(theirs)}"
    for a, b in zip(ours, theirs, strict=True):
        b = np.asarray(b)
        assert np.shape(a) == b.shape, f"{what}: shape {np.shape(a)}, expected {b.shape}"
        scale = max(1.0, float(np.max(np.abs(b), initial=0.0)))
        np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance * scale, err_msg=what)


def directions(seed: int, values: Any) -> Any:
    """A random tangent or cotangent for each array of a tree."""
    rng = np.random.default_rng(seed)
    return jax.tree_util.tree_map(lambda x: rng.normal(size=np.shape(x))[()], values)


def inner(one: Any, other: Any) -> float:
    return float(sum(np.sum(a * b) for a, b in zip(leaves(one), leaves(other), strict=True)))


def size(*trees: Any) -> float:
    return float(np.sqrt(sum(inner(t, t) for t in trees)))


class Point(NamedTuple):
    """Where a function is differentiated: arguments, a direction, a cotangent's constant part."""

    xs: tuple[Any, ...]
    ts: tuple[Any, ...]
    cs: list[Any]


def point(call: Callable[..., Any], arrays: list[np.ndarray]) -> Point:
    """These arguments, with random directions."""
    xs = tuple(x[()] for x in arrays)
    return Point(xs, directions(1, xs), leaves(directions(3, call(np, *xs))))


def check_first_order(call: Callable[..., Any], at: Point, theirs: Derivatives) -> None:
    """Value, jvp and vjp agree with JAX's, and the two modes with each other."""
    xs, ts, cs = at
    f = lambda *arrays: call(np, *arrays)
    value, tangent = ad.jvp(f, xs, ts)
    again, pull = ad.vjp(f, *xs)
    g = jax.tree_util.tree_unflatten(
        jax.tree_util.tree_structure(value),
        [c + y for c, y in zip(cs, leaves(value), strict=True)],
    )
    bars = pull(g)
    assert_agree(value, theirs.value, "value")
    assert_agree(again, value, "value under vjp")
    assert_agree(tangent, theirs.tangent, "jvp")
    assert_agree(bars, theirs.gradient, "vjp")
    check_dot_product(g, tangent, bars, ts)
    assert_agree(ad.linearize(f, *xs)[1](*ts), tangent, "linearize", MODES)


def check_dot_product(g: Any, tangent: Any, bars: Any, ts: Any) -> None:
    """⟨g, Jt⟩ = ⟨Jᵀg, t⟩ to rounding."""
    forward, reverse = inner(g, tangent), inner(bars, ts)
    scale = max(1.0, size(g) * size(tangent), size(bars) * size(ts))
    assert abs(forward - reverse) <= MODES * scale, f"⟨g, Jt⟩ = {forward}, ⟨Jᵀg, t⟩ = {reverse}"


def check_second_order(call: Callable[..., Any], at: Point, theirs: Derivatives) -> None:
    """Hessian-vector products in four compositions agree with JAX's forward over reverse.

    The Hessian is that of ⟨c, f(x)⟩ + ½⟨f(x), f(x)⟩, a number whose curvature depends on f twice.
    """
    xs, ts, cs = at

    def loss(p: Any) -> Any:
        outs = leaves(call(np, *p))
        return sum(np.sum(c * y + 0.5 * y * y) for c, y in zip(cs, outs, strict=True))

    for mode in COMPOSITIONS:
        assert_agree(ad.hvp(loss, xs, ts, mode=mode), theirs.product, mode)


def taylor_slope(f: Callable[..., Any], xs: Any, ts: Any) -> float | None:
    """Slope of log |f(x + ht) − f(x) − h f'(x)t| against log h; None where f is linear."""
    value, tangent = ad.jvp(f, xs, ts)
    steps = np.array([1e-3, 1e-4])
    remainders = []
    for h in steps:
        moved = leaves(f(*[x + h * t for x, t in zip(xs, ts, strict=True)]))
        parts = zip(moved, leaves(value), leaves(tangent), strict=True)
        remainders.append(np.sqrt(sum(np.sum((m - v - h * d) ** 2) for m, v, d in parts)))
    if remainders[0] < 1e-10 * max(1.0, size(value)):
        return None
    return float(np.diff(np.log(remainders))[0] / np.diff(np.log(steps))[0])
