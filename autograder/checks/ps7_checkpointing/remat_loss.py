"""A loss that keeps its input for the gradient, and nothing else: `jax.checkpoint` of it.

What is kept are the arrays in the function that `jax.vjp` returns.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, difference
from autograder.checks.ps7_checkpointing import beside
from autograder.checks.ps7_checkpointing.library import (
    STAND_IN,
    checkpoint,
    constant,
    library,
    quotients,
    with_rule,
)

# More than x may not be kept; below this it is a few numbers, such as the value.
A_FEW = 1.5
SEEN = {
    "not traceable": ("JAX cannot differentiate it", "not-traceable"),
    "no function": ("no function", "checkpoint-of-the-value"),
}


def right(f):
    return checkpoint(f)


def within(found: Any) -> Any:
    """Return value and gradient, whether little enough is kept, and whether x is."""
    value, gradient, kept, has_x = found
    return value, gradient, bool(kept <= 1), bool(has_x)


def judge(got: Any, want: Any, *_: Any) -> Difference | None:
    """Compare value and gradient, and say where too much is kept."""
    if isinstance(got[1], str):
        return Difference(*SEEN[got[1]])
    for name, a, b in zip(("the value", "the gradient"), got, want):
        found = difference(a, b, 1e-12, 1e-13, double=True)
        if found is not None:
            quotient = name == "the gradient" and found.hint == "nearly-right"
            hint = "differences" if quotient else found.hint
            return Difference(f"{name}: {found.message}", hint, found.got, found.want)
    if got[2] > 1:
        message = f"{got[2]:.3g} times as many numbers are kept as x has"
        return Difference(message, "everything-kept" if got[2] > A_FEW else "value-kept")
    return None if got[3] else Difference("another array than x is kept", "x-not-kept")


check = Exercise(
    __name__, right, beside=beside.kept, names={"jax": STAND_IN, "jnp": np}, judge=judge
)


def case(draw: Draw, loss: str) -> Case:
    x, g = draw.normal(24), float(draw.rng.uniform(1.5, 3.0))
    return Case((loss, x, g), f"a loss of {x.size} numbers, in a function with a factor")


@check.part("a loss of operations on each entry", 1.5, asks=within)
def _(draw: Draw) -> Iterator[Case]:
    for _ in draw.times(1, 2):
        yield case(draw, "wavy")


@check.part("a loss with products of matrices", 1.5, asks=within)
def _(draw: Draw) -> Iterator[Case]:
    for _ in draw.times(1, 2):
        yield case(draw, "quartic")


check.mistake("cotangent-ignored")(with_rule(lambda f, x, g: library(x).grad(f)(x)))
check.mistake("cotangent-ignored")(with_rule(lambda f, x, g: g * g * library(x).grad(f)(x)))
for h in 1e-1, 1e-2, 1e-3:
    check.mistake("differences")(with_rule(quotients(h)))
    check.mistake("differences")(with_rule(quotients(h, central=True)))
check.mistake("gradient-returned")(lambda f: lambda x: library(x).grad(f)(x))
check.mistake("gradient-returned")(lambda f: lambda x: library(x).value_and_grad(f)(x))
check.mistake("constant")(constant)
check.mistake("not-traceable")(lambda f: lambda x: f(np.array(x)))
check.mistake("not-traceable")(lambda f: lambda x: float(f(x)))
check.mistake("checkpoint-of-the-value")(lambda f: lambda x: lambda: f(x))
check.mistake("scaled")(lambda f: checkpoint(lambda x: 2 * f(x)))
check.mistake("scaled")(lambda f: checkpoint(lambda x: -f(x)))
check.mistake("scaled")(lambda f: checkpoint(lambda x: f(x) / x.size))
