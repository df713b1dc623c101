"""For which step sizes is the unrolled loss asked, and from which starts?

A step on f(x) = ½‖x‖² is x ↦ (1 − α)x, so with the factors y_k = 1 − α_k everything is a product:
L = ½‖x0‖² Π y_k², and its derivatives hold the products p_k of all factors but y_k.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np

from autograder.checks import Case, Draw
from autograder.checks.compare import Difference
from autograder.checks.ps9_hypergradients.beside import JAX, NUMPY

# The sizes of the homework: K step sizes and n numbers; and small ones. JAX compiles for each.
HOMEWORK = (10, 1000)
SMALL = (3, 4)
ONE = (1, 1)


class OfJax(np.ndarray):
    """Stands for an array of JAX beside our own programs."""


# What stands for `jnp` there.
STAND_IN = SimpleNamespace(asarray=lambda values: np.asarray(values).view(OfJax))


def loss(alphas, x0):
    """f(x_K), step by step; the reference module can differentiate it."""
    x = np.asarray(x0, dtype=float)
    for k in range(len(alphas)):
        x = x - alphas[k] * x
    return 0.5 * (x @ x)


def squared(x0):
    return np.asarray(x0, dtype=float) @ np.asarray(x0, dtype=float)


def factors(alphas):
    return 1.0 - np.asarray(alphas, dtype=float)


def others(alphas):
    """The products p_k of all factors but one."""
    y = factors(alphas)
    return np.array([np.prod(np.delete(y, k)) for k in range(len(y))])


def gradient(alphas, x0):
    """−‖x0‖² y_k p_k²: the mistakes' and judges' own, beside what the reference module finds."""
    return -squared(x0) * factors(alphas) * others(alphas) ** 2


def hessian(alphas, x0):
    """‖x0‖² (2 p pᵀ − diag(p)²)."""
    p = others(alphas)
    return squared(x0) * (2.0 * np.outer(p, p) - np.diag(p**2))


def iterates(alphas, x0):
    """x_0, …, x_K."""
    found = [np.asarray(x0, dtype=float)]
    for alpha in np.asarray(alphas, dtype=float):
        found.append(found[-1] - alpha * found[-1])
    return found


def jax_refused(right):
    """An answer that writes into arrays, as one cannot into those of JAX."""

    def program(alphas, *more):
        if type(alphas) is not np.ndarray:
            raise TypeError
        return right(alphas, *more)

    return program


def numpy_refused(right):
    """An answer that calls `alphas.at[k].set(…)`, which NumPy's arrays do not know."""

    def program(alphas, *more):
        if type(alphas) is np.ndarray:
            raise AttributeError
        return right(alphas, *more)

    return program


def integers_refused(right):
    """An answer for which step sizes cannot be integers."""

    def program(alphas, *more):
        if np.asarray(alphas).dtype.kind == "i":
            raise TypeError
        return right(alphas, *more)

    return program


def step_sizes_truncated(right):
    """An answer that makes the step sizes of the kind of x0, which may be integers."""
    return lambda alphas, x0: right(np.asarray(alphas).astype(np.asarray(x0).dtype), x0)


def start_truncated(right):
    """An answer that makes x0 of the kind of the step sizes, which may be integers."""
    return lambda alphas, x0: right(alphas, np.asarray(x0).astype(np.asarray(alphas).dtype))


# ------------------------------------------------------------------------------------ the cases

Arrays = tuple[np.ndarray, np.ndarray]


def homework(draw: Draw) -> Arrays:
    K, n = HOMEWORK
    return draw.uniform(0.0, 0.1, K), draw.uniform(0.0, 1.0, n)


def long(draw: Draw, K: int) -> Arrays:
    """More step sizes than anybody takes for fixed; JAX compiles for each of them."""
    return draw.uniform(0.0, 0.1, K), draw.normal(4)


def anywhere(draw: Draw, K: int, n: int) -> Arrays:
    """Step sizes below 0, between 0 and 1, and above 1 and 2; no two alike."""
    sizes = np.array([0.4, 2.6, -0.7, 1.3])[draw.rng.permutation(4)]
    alphas = np.resize(sizes, K) + draw.uniform(-0.2, 0.2, K)
    return alphas, draw.normal(n)


def with_ones(draw: Draw, ones: int, K: int, n: int) -> Arrays:
    """Some step sizes are 1: each of these steps leads to the minimum."""
    alphas, x0 = anywhere(draw, K, n)
    alphas[draw.rng.permutation(K)[:ones]] = 1.0
    return alphas, 1e4 * x0


def whole(draw: Draw, K: int) -> np.ndarray:
    """Integers as step sizes, none of them 1."""
    return np.asarray(draw.rng.choice([-1, 2, 3, -2, 4], K, replace=False))


def coarse(found: Difference | None, alphas: np.ndarray) -> Difference | None:
    """Next to 1 and far from it a quotient has so few bits that it looks like single precision."""
    y = np.abs(factors(alphas))
    few_bits = np.any((y > 0) & ((y < 1e-6) | (y > 1e6)))
    if found is None or found.hint != "single-precision" or not few_bits:
        return found
    return Difference(found.message.partition(":")[0], "nearly-right", found.got, found.want)


def powers(draw: Draw, n: int) -> np.ndarray:
    """Powers of two, of either sign."""
    return np.array([draw.sign() * 2.0**j for j in draw.rng.integers(-2, 3, n)])


def first_next_to_one(draw: Draw, K: int, n: int) -> Arrays:
    """The first factor is about 1e-10, an odd multiple of the last bit of α_0.

    All numbers of the unrolled program and of its derivatives are exact in float64, and those of
    the products too; where a difference quotient moves α_0, it is rounded.
    """
    y = 2.0 * draw.rng.integers(2**18, 2**19) + 1.0
    rest = draw.rng.permutation([0.125, -4.0, 0.5, -0.25])[: K - 1]
    return np.array([1.0 - y * 2.0**-53, *(1.0 - rest)]), 2.0**34 * powers(draw, n)


def all_next_to_one(draw: Draw, K: int, n: int) -> Arrays:
    """All factors are about 1e-7, odd multiples of 2^-25: again everything is exact."""
    y = draw.rng.choice([1.0, 3.0, 5.0, 7.0], K, replace=False) * draw.sign()
    return 1.0 - y * 2.0**-25, 2.0**50 * powers(draw, n)


def growing(draw: Draw, n: int) -> Arrays:
    """Ten steps of which each multiplies by about 1e10, from a start of about 1e-100."""
    y = np.array([draw.sign() for _ in range(10)]) * draw.uniform(0.5e10, 2e10, 10)
    return 1.0 - y, 1e-100 * draw.normal(n)


def counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'s' * (number != 1)}"


def case(arrays: Arrays, says: str = "", kind: str = NUMPY, *more: Any) -> Case:
    """Return a case with such arrays, in words."""
    alphas, x0 = arrays
    sizes = f"{counted(alphas.size, 'step size')}, {counted(x0.size, 'number')}"
    words = f"{sizes}{', ' * bool(says)}{says}{', arrays of JAX' * (kind == JAX)}"
    return Case((alphas, x0, kind, *more), words)
