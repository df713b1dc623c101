"""A loss that keeps its input for the gradient, and nothing else: `jax.checkpoint` of it.

What is kept are the arrays in the function that `jax.vjp` returns.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.ps7_checkpointing import beside
from autograder.checks.ps7_checkpointing.library import STAND_IN, checkpoint, constant, library

# Numbers beside the input may be kept, and no second array.
MOST = 1.5


def right(f):
    return checkpoint(f)


def within(found: Any) -> Any:
    """Return value and gradient, and whether little enough is kept."""
    value, gradient, kept = found
    return value, gradient, bool(kept <= MOST)


check = Exercise(
    __name__,
    right,
    beside=beside.kept,
    names={"jax": STAND_IN, "jnp": np},
    rtol=1e-12,
    atol=1e-13,
    double=True,
)


def case(loss: str, x: Any) -> Case:
    return Case((loss, x), f"a loss of {x.size} numbers")


def drawn(draw: Draw) -> Iterator[Case]:
    for loss in beside.LOSSES:
        yield case(loss, draw.normal(24))


@check.part("the value", 1, asks=0)
def _(draw: Draw) -> Iterator[Case]:
    yield from drawn(draw)


@check.part("the gradient", 1, asks=1)
def _(draw: Draw) -> Iterator[Case]:
    yield from drawn(draw)


@check.part("nothing kept but the input", 1, asks=within)
def _(draw: Draw) -> Iterator[Case]:
    yield from drawn(draw)


check.mistake("everything-kept")(lambda f: f)
check.mistake("everything-kept")(lambda f: lambda x: f(checkpoint(lambda y: y)(x)))
check.mistake("gradient-returned")(lambda f: lambda x: library(x).grad(f)(x))
check.mistake("gradient-returned")(lambda f: lambda x: library(x).value_and_grad(f)(x))
check.mistake("constant")(constant)
check.mistake("not-traceable")(lambda f: lambda x: f(np.array(x)))
check.mistake("not-traceable")(lambda f: lambda x: float(f(x)))
check.mistake("checkpoint-of-the-value")(lambda f: lambda x: lambda: f(x))
check.mistake("scaled")(lambda f: checkpoint(lambda x: 2 * f(x)))
check.mistake("scaled")(lambda f: checkpoint(lambda x: f(x) / x.size))
