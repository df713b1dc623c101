"""Which functions do several pages use? Each is shown once, on the page that introduces it.

They are plain programs over NumPy, which the reference module traces. `with_jax` turns one into the
same program over `jax.numpy`.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeVar

import numpy as np

from autograder.reference import jvp

Function = TypeVar("Function", bound=Callable[..., Any])


def loss(w1: Any, w2: Any) -> Any:
    """Return the running example, L = w₂ log w₁ + √(w₂ log w₁)."""
    v1 = np.log(w1)
    v2 = w2 * v1
    v3 = np.sqrt(v2)
    return v2 + v3


def loss_of_objects(w1: Any, w2: Any) -> Any:
    """Return the running example of objects that have methods for what NumPy has functions for."""
    v2 = w2 * w1.log()
    return v2 + v2.sqrt()


def entropy_like(*w: Any) -> Any:
    """Return √(Σ wᵢ log wᵢ), a loss of any number of inputs."""
    total = w[0] * np.log(w[0])
    for wi in w[1:]:
        total = total + wi * np.log(wi)
    return np.sqrt(total)


def four_outputs(x: Any) -> Any:
    """Return four numbers that depend on the three entries of x."""
    return np.stack([x[0] * x[1], np.sin(x[1]), x[2] * x[2], x[0] + x[2]])


def logistic(x: Any, w: Any, b: Any, t: Any, lam: Any) -> Any:
    """Return the seminar's loss, ½(σ(wᵀx + b) − t)² + λ · ½‖w‖², for one data point x."""
    z = np.sum(w * x) + b
    y = 1 / (1 + np.exp(-z))
    R = np.sum(w * w) / 2
    return (y - t) ** 2 / 2 + lam * R


def local_derivatives(primitive: str, value: Any, *operands: Any) -> Any:
    """Return the derivatives of one step with respect to its operands; value: its result."""
    rules: dict[str, Callable[..., Any]] = {
        "add": lambda a, b: (1.0, 1.0),
        "multiply": lambda a, b: (b, a),
        "divide": lambda a, b: (1 / b, -value / b),
        "log": lambda a: (1 / a,),
        "sqrt": lambda a: (1 / (2 * value),),
        "exp": lambda a: (value,),
        "sin": lambda a: (np.cos(a),),
    }
    return rules[primitive](*operands)


def forward_gradient(f: Callable[..., Any], *w: Any) -> list[Any]:
    """Return the gradient of f(w₁, …, w_d) by forward mode, in a pass for each input."""
    return [jvp(f, w, tuple(seed))[1] for seed in np.eye(len(w))]


def descend(gradient: Callable[[Any], Any], w: Any, alpha: float, steps: int) -> Any:
    """Return the iterates of gradient descent, the start w among them."""
    iterates = [w]
    for _ in range(steps):
        w = w - alpha * gradient(w)
        iterates.append(w)
    return np.array(iterates)


def conjugate_gradients(
    product: Callable[[Any], Any], b: Any, tolerance: float, steps: int = 200
) -> Any:
    """Solve H p = b for a symmetric positive definite H, given p ↦ H p."""
    p, residual, direction = np.zeros_like(b), b, b
    for _ in range(steps):
        if np.linalg.norm(residual) <= tolerance * np.linalg.norm(b):
            break
        image = np.asarray(product(direction))
        length = (residual @ residual) / (direction @ image)
        p = p + length * direction
        before, residual = residual, residual - length * image
        turn = (residual @ residual) / (before @ before)
        direction = residual + turn * direction
    return p


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
