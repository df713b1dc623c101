"""Which functions do several pages use? Each is shown once, on the page that introduces it.

They are plain programs over NumPy, which the reference module traces. `with_jax` turns one into the
same program over `jax.numpy`.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeVar

import numpy as np

Function = TypeVar("Function", bound=Callable[..., Any])


def loss(w1: Any, w2: Any) -> Any:
    """Return the running example, L = w₂ log w₁ + √(w₂ log w₁)."""
    v1 = np.log(w1)
    v2 = w2 * v1
    v3 = np.sqrt(v2)
    return v2 + v3


def logistic(x: Any, w: Any, b: Any, t: Any, lam: Any) -> Any:
    """Return the seminar's loss, ½(σ(wᵀx + b) − t)² + λ · ½‖w‖², for one data point x."""
    z = np.sum(w * x) + b
    y = 1 / (1 + np.exp(-z))
    R = np.sum(w * w) / 2
    return (y - t) ** 2 / 2 + lam * R


def central(f: Callable[[float], Any], x: float, h: float = 1e-5) -> Any:
    """Return the central difference quotient (f(x + h) − f(x − h)) / 2h."""
    return (f(x + h) - f(x - h)) / (2 * h)


def by_differences(f: Callable[[Any], float], X: Any, h: float = 1e-5) -> Any:
    """Return the gradient of the number f(X) with respect to the array X by central differences."""

    def slope(E: Any) -> Any:
        return central(lambda t: f(X + t * E), 0.0, h)

    units = np.eye(X.size).reshape(-1, *X.shape)
    return np.array([slope(E) for E in units]).reshape(X.shape)


def with_jax(f: Function) -> Function:
    """Return the program `f` with `np` standing for `jax.numpy`."""
    import jax.numpy as jnp

    assert isinstance(f, FunctionType)
    return FunctionType(  # type: ignore[return-value]
        f.__code__, {**f.__globals__, "np": jnp}, f.__name__, f.__defaults__, f.__closure__
    )
