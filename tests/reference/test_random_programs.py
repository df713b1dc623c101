"""Random programs of many operations agree with JAX, in both modes, and mode with mode."""

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from derivative_checks import VALUES, assert_agree, check_dot_product
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder import reference as ad

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
    max_examples=250, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck)
)
@given(programs(), st.integers(0, 2**32 - 1))
def test_a_random_program_agrees_with_jax(part: int, program: Any, entropy: int) -> None:
    shape, steps = program
    rng = np.random.default_rng([part, entropy])
    x, t = rng.normal(size=shape)[()], rng.normal(size=shape)[()]
    f, j = lambda x: run(steps, np, x), lambda x: run(steps, jnp, x)
    value, gradient = ad.value_and_grad(f)(x)
    tangent = ad.jvp(f, (x,), (t,))[1]
    check_dot_product(1.0, tangent, gradient, t)
    # Operation by operation: the few operations and shapes are compiled once for all programs.
    theirs = jax.value_and_grad(j)(jnp.asarray(x))
    assert_agree((value, gradient), theirs, "value and gradient")
    product = ad.hvp(f, x, t)
    for mode in ("reverse-over-forward", "reverse-over-reverse"):
        assert_agree(ad.hvp(f, x, t, mode=mode), product, mode, VALUES)
    if entropy % 10 == 0:
        expected = jax.jvp(jax.grad(j), (jnp.asarray(x),), (jnp.asarray(t),))[1]
        assert_agree(product, expected, "Hessian-vector product")
