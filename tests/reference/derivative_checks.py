# ruff: noqa: E731 (functions of one line are written as such)
"""How is a function's derivative here compared with JAX's, and one mode with the other?"""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from autograder import reference as ad

VALUES = 1e-9
MODES = 1e-12


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


def projected(call: Callable[..., Any], xs: Any, out: Any) -> Callable[..., Any]:
    """A number from each result: ⟨c, f(x)⟩ + ½⟨f(x), f(x)⟩, whose curvature depends on f twice."""
    cs = leaves(directions(3, out))

    def loss(namespace: Any, *arrays: Any) -> Any:
        outs = leaves(call(namespace, *arrays))
        return sum(namespace.sum(c * y + 0.5 * y * y) for c, y in zip(cs, outs, strict=True))

    return loss


def check_first_order(call: Callable[..., Any], xs: list[np.ndarray]) -> tuple[Any, Any]:
    """Value, jvp and vjp agree with JAX's, and the two modes with each other."""
    xs = [x[()] for x in xs]
    ts = directions(1, xs)
    f = lambda *arrays: call(np, *arrays)
    j = lambda *arrays: call(jnp, *arrays)
    value, tangent = ad.jvp(f, xs, ts)
    g = directions(2, value)
    again, pull = ad.vjp(f, *xs)
    bars = pull(g)

    def jax_first_order(xs: Any, ts: Any, g: Any) -> Any:
        out, pull = jax.vjp(j, *xs)
        g = jax.tree_util.tree_unflatten(jax.tree_util.tree_structure(out), leaves(g))
        return out, jax.jvp(j, xs, ts)[1], pull(g)

    theirs = jax.jit(jax_first_order)(xs, ts, g)
    assert_agree(value, theirs[0], "value")
    assert_agree(again, value, "value under vjp")
    assert_agree(tangent, theirs[1], "jvp")
    assert_agree(bars, theirs[2], "vjp")
    check_dot_product(g, tangent, bars, ts)
    assert_agree(ad.linearize(f, *xs)[1](*ts), tangent, "linearize", MODES)
    return value, tangent


def check_dot_product(g: Any, tangent: Any, bars: Any, ts: Any) -> None:
    """⟨g, Jt⟩ = ⟨Jᵀg, t⟩ to rounding."""
    forward, reverse = inner(g, tangent), inner(bars, ts)
    scale = max(1.0, size(g) * size(tangent), size(bars) * size(ts))
    assert abs(forward - reverse) <= MODES * scale, f"⟨g, Jt⟩ = {forward}, ⟨Jᵀg, t⟩ = {reverse}"


def check_second_order(call: Callable[..., Any], xs: list[np.ndarray]) -> None:
    """Hessian-vector products in four compositions agree with JAX's forward over reverse."""
    xs = tuple(x[()] for x in xs)
    loss = projected(call, xs, call(np, *xs))
    ts = directions(4, xs)
    gradient = jax.grad(lambda p: loss(jnp, *p))
    theirs = jax.jit(lambda xs, ts: jax.jvp(gradient, (xs,), (ts,))[1])(xs, ts)
    modes = ["forward-over-reverse", "reverse-over-forward", "reverse-over-reverse"]
    for mode in [*modes, "forward-over-forward"]:
        assert_agree(ad.hvp(lambda p: loss(np, *p), xs, ts, mode=mode), theirs, mode)


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
