"""The product ∇²f(x)v = d/dt ∇f(x + tv) at t = 0, at the cost of a few gradients."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, difference
from autograder.checks.ps5_hvp.beside import product
from autograder.checks.ps5_hvp.derivatives import grad, gradient_along, hessian
from autograder.checks.ps5_hvp.functions import (
    SIZES,
    at_the_network,
    in_the_valley,
    parameters,
)

# Of an x so long the Hessian has 7 · 10¹¹ bytes.
LONG = 300_000

SEEN = {
    "not traceable": ("JAX cannot trace it", "not-traceable"),
    "large": ("an intermediate array has n² numbers or more", "forms-hessian"),
    "often": ("something is done again and again", "forms-hessian"),
}


def right(f, x, v):
    return gradient_along(f, x, v)[1]


def judge(got: Any, want: Any, *_: Any) -> Difference | None:
    """Compare products, or say what was seen beside the answer."""
    if isinstance(got, str) and got in SEEN:
        return Difference(*SEEN[got])
    return difference(got, want, rtol=1e-13, double=True)


check = Exercise(__name__, right, beside=product, names={"jnp": np}, judge=judge)


@check.part("the network's loss", 1.5)
def _(draw: Draw) -> Iterator[Case]:
    for dims, x in at_the_network(draw):
        yield Case((dims, x, draw.normal(x.size)), f"a network of {x.size} parameters")


@check.part("another function", 1, otherwise="wrong-function")
def _(draw: Draw) -> Iterator[Case]:
    for dims, x in in_the_valley(draw):
        yield Case((dims, x, draw.normal(x.size)), f"a rippled valley, {x.size} numbers")
    yield Case((dims, x, 0.0 * x), "a rippled valley, `v` = 0")
    n = parameters(SIZES)  # as many numbers as the network has parameters
    yield Case((None, draw.normal(n), draw.normal(n)), f"a rippled valley, {n} numbers")


# JAX shows what it would do for a short x. That is the student's word; the product for a long one,
# which must be right as well, is more.
@check.part("no Hessian is formed", 1.5)
def _(draw: Draw) -> Iterator[Case]:
    yield Case((None, draw.normal(LONG), draw.normal(LONG), True), f"n = {LONG}")


def whole(f, x):
    """The Hessian, where there is room for it."""
    if x.size == LONG:
        raise MemoryError
    return hessian(f)(x)


@check.mistake
def diagonal_product(f, x, v):
    return np.diag(whole(f, x)) * v


@check.mistake
def shifted_gradient(f, x, v):
    return grad(f)(x + v)


check.mistake("shifted-gradient")(lambda f, x, v: grad(f)(x + v) - grad(f)(x))


@check.mistake
def gradient_only(f, x, v):
    return grad(f)(x)


check.mistake("gradient-only")(lambda f, x, v: grad(f)(x) * v)
check.mistake("gradient-only")(lambda f, x, v: grad(f)(x) @ v)


@check.mistake
def inner_detached(f, x, v):
    return 0 * x


@check.mistake
def outer_product(f, x, v):
    return grad(f)(x) * (grad(f)(x) @ v)


@check.mistake
def half_missing(f, x, v):
    return 2 * right(f, x, v)


check.mistake("half-missing")(lambda f, x, v: right(f, x, v) / 2)


@check.mistake
def quadratic_form(f, x, v):
    return v @ right(f, x, v)


check.mistake("quadratic-form")(lambda f, x, v: v @ right(f, x, v) / 2)


@check.mistake
def v_not_constant(f, x, v):
    return right(f, x, x) + grad(f)(x)


check.mistake("v-not-constant")(lambda f, x, v: right(f, x, x))
check.mistake("v-not-constant")(lambda f, x, v: right(f, x, 0 * x + 1))


@check.mistake
def v_depends_on_x(f, x, v):
    return right(f, x, v) + grad(f)(x)


@check.mistake
def v_outside(f, x, v):
    return right(f, x, 0 * x + 1) * v


@check.mistake
def normalised(f, x, v):
    return right(f, x, v / np.linalg.norm(v))


@check.mistake
def divided_by_length(f, x, v):
    return right(f, x, v / np.linalg.norm(v)) * np.linalg.norm(v)


check.mistake("divided-by-length")(
    lambda f, x, v: right(f, x, v / np.abs(v).max()) * np.abs(v).max()
)


@check.mistake
def point_and_direction_swapped(f, x, v):
    return right(f, v, x)


@check.mistake
def whole_result(f, x, v):
    return gradient_along(f, x, v)


check.mistake("whole-result")(lambda f, x, v: (right(f, x, v),))
check.mistake("whole-result")(lambda f, x, v: (grad(f)(x) @ v, right(f, x, v)))
check.mistake("whole-result")(lambda f, x, v: (f(x), right(f, x, v)))


@check.mistake
def elementwise(f, x, v):
    return whole(f, x) * v


@check.mistake
def not_multiplied(f, x, v):
    return whole(f, x)
