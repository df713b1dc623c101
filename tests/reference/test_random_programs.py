# ruff: noqa: E731 (functions of one line are written as such)
"""Random programs of many operations agree with JAX, in both modes, to second order."""

from collections.abc import Callable
from typing import Any

import jax.numpy as jnp
import numpy as np
import pytest
from derivative_checks import Point, check_first_order, check_second_order
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jax_derivatives import operation_by_operation

N = 3
BINARY: list[Callable[..., Any]] = [
    lambda np, a, b: a + b,
    lambda np, a, b: a - b,
    lambda np, a, b: a * b,
    lambda np, a, b: a / (1.5 + b * b),
    lambda np, a, b: np.maximum(a, b),
    lambda np, a, b: np.minimum(a, 0.5 * b),
    lambda np, a, b: np.where(a > 0.1, a, b * b),
    lambda np, a, b: np.arctan2(a, 2.0 + b * b),
    lambda np, a, b: np.logaddexp(a, b),
    lambda np, a, b: np.hypot(a, 1.0 + b),
    lambda np, a, b: (1.2 + np.sin(a)) ** np.tanh(b),
]
UNARY: list[Callable[..., Any]] = [
    lambda np, a: np.sin(a),
    lambda np, a: np.tanh(a),
    lambda np, a: np.exp(-a * a),
    lambda np, a: np.log(1.1 + a * a),
    lambda np, a: np.sqrt(0.3 + np.abs(a)),
    lambda np, a: 1.0 / (2.0 + np.cos(a)),
    lambda np, a: np.arctan(a) ** 3,
    lambda np, a: np.abs(a),
]
SHAPES: list[Callable[..., Any]] = [
    lambda np, a: np.sum(a),
    lambda np, a: np.sum(a, axis=-1) if a.ndim else a,
    lambda np, a: np.mean(a, axis=0, keepdims=True) if a.ndim else a,
    lambda np, a: np.max(a),
    lambda np, a: a[..., None] if a.ndim < 2 else a,
    lambda np, a: np.transpose(a),
    lambda np, a: a[::-1] if a.ndim else a,
    lambda np, a: a[np.array([0, -1, 0])] if a.ndim else a,
    lambda np, a: a[0] if a.ndim else a,
    lambda np, a: np.stack([a, 2.0 * a, a]) if a.ndim < 2 else a,
    lambda np, a: np.concatenate([a, a])[: a.shape[0]] if a.ndim else a,
    lambda np, a: np.cumsum(a, axis=0) if a.ndim else a,
    lambda np, a: np.broadcast_to(a, (N, N)),
    lambda np, a: a @ a if a.ndim == 1 else a,
    lambda np, a: np.tanh(a @ a.T) if a.ndim == 2 else a,
    lambda np, a: np.linalg.solve(a @ a.T + 2.0 * np.eye(a.shape[0]), a) if a.ndim == 2 else a,
]


@st.composite
def programs(draw: Any) -> tuple[tuple[int, ...], list[tuple[str, int, int, int]]]:
    """The shape of the input, and steps: (kind, operation, operand, other operand)."""
    shape = draw(st.sampled_from([(), (N,), (1,), (N, 1), (1, N), (N, N)]))
    index = st.integers(0, 1_000)
    step = st.tuples(st.sampled_from(["binary", "binary", "unary", "shape"]), index, index, index)
    return shape, draw(st.lists(step, min_size=3, max_size=9))


def run(steps: list[tuple[str, int, int, int]], np: Any, x: Any) -> Any:
    """A program on a list of values: each step adds one, made from two that are there."""
    values = [x, 0.7 * x + 0.2]
    for kind, k, i, j in steps:
        a, b = values[-1 - i % min(3, len(values))], values[j % len(values)]
        if kind == "binary":
            y = BINARY[k % len(BINARY)](np, a, b)
        elif kind == "unary":
            y = UNARY[k % len(UNARY)](np, a)
        else:
            y = SHAPES[k % len(SHAPES)](np, a)
        values.append(y)
    return sum(np.sum(np.tanh(y)) for y in values[2:])


@pytest.mark.parametrize("part", range(4))
@settings(
    max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(programs(), st.integers(0, 2**32 - 1))
def test_a_random_program_agrees_with_jax(part: int, program: Any, entropy: int) -> None:
    shape, steps = program
    rng = np.random.default_rng([part, entropy])
    x, t, c = rng.normal(size=shape)[()], rng.normal(size=shape)[()], rng.normal()
    call = lambda namespace, x: run(steps, namespace, x)
    at = Point((x,), (t,), [c])
    theirs = operation_by_operation(lambda x: call(jnp, x), at.cs, at.xs, at.ts)
    check_first_order(call, at, theirs)
    check_second_order(call, at, theirs)
