"""f(x + vε) = f(x) + (J v)ε, where J is the Jacobian of f at x."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from autograder.checks import Case, Counted, Draw, Exercise
from autograder.checks.compare import Difference
from autograder.checks.ps2_forward.beside import differentiated
from autograder.checks.ps2_forward.dual import Dual
from autograder.checks.ps2_forward.functions import coupled, judged, point


def right(f, x, v):
    outputs = f([Dual(value, tangent) for value, tangent in zip(x, v, strict=True)])
    pairs = [(y.value, y.tangent) if hasattr(y, "tangent") else (y, 0.0) for y in outputs]
    values, tangents = np.array(pairs, dtype=float).T
    return values, tangents


class Jvp(NamedTuple):
    """What `jvp` returns."""

    values: Any
    tangents: Any


def judge(got: Any, want: Any, source: str, count: Any, x: Any, v: Any) -> Difference | None:
    """Judge values and tangents, and that f was called at x."""
    return judged(got, (Jvp(*want[0]), want[1]), x)


check = Exercise(
    __name__, right, beside=differentiated, names={"Dual": Dual}, built_on=("Dual",), judge=judge
)

SHAPES = ((3, 2), (2, 4), (3, 3), (1, 3), (3, 1))


def between(m: int, n: int) -> str:
    """Return in words what f maps."""
    return f"f from R^{n} to R^{m}"


@check.part("values and tangents", 1.5)
def _(draw: Draw) -> Iterator[Case]:
    for m, n in SHAPES:
        source = coupled(draw, m, n, kind="tuple" if m == 3 else "list")
        yield Case((source, None, point(draw, n), draw.normal(n)), between(m, n))
    x, v = draw.rng.choice((-2, -1, 1, 2), 3), draw.rng.choice((-2, -1, 2, 3), 3)
    yield Case((coupled(draw, 2, 3), None, x, v), f"{between(2, 3)}, arrays of integers")
    for x, v in ([1, -2, 1], [0.5, 1.5, -2.0]), ((0.5, -1.0, 1.5), (1, 0, -2)):
        says = f"{between(2, 3)}, a {type(x).__name__} of {type(x[0]).__name__}s for x"
        yield Case((coupled(draw, 2, 3), None, x, v), says)


@check.part("outputs that are numbers", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    for constants in ((0,), (2,), (0, 1, 2)):
        source = coupled(draw, 3, 2, constants)
        says = f"{between(3, 2)}, {len(constants)} of the outputs a plain number"
        yield Case((source, None, point(draw, 2), draw.normal(2)), says)


@check.part("one evaluation", 1, calls=True)
def _(draw: Draw) -> Iterator[Case]:
    for m, n in SHAPES[:3]:
        count = Counted(lambda _: 0.0)
        yield Case((coupled(draw, m, n), count, point(draw, n), draw.normal(n)), between(m, n))


@check.mistake
def direction_ignored(f, x, v):
    return right(f, x, np.ones(len(x)))


@check.mistake
def point_and_direction(f, x, v):
    return right(f, v, x)


@check.mistake
def tangents_first(f, x, v):
    return right(f, x, v)[::-1]


@check.mistake
def one_of_two(f, x, v):
    return right(f, x, v)[1]


@check.mistake("one-of-two")
def values_only(f, x, v):
    return right(f, x, v)[0]


@check.mistake
def direction_normalised(f, x, v):
    return right(f, x, np.array(v) / np.linalg.norm(v))


@check.mistake
def jacobian_returned(f, x, v):
    columns = [right(f, x, e) for e in np.eye(len(x))]
    return columns[0][0], np.transpose([tangents for _, tangents in columns])


@check.mistake("jacobian-returned")
def not_summed(f, x, v):
    columns = [right(f, x, e * np.array(v)) for e in np.eye(len(x))]
    return columns[0][0], np.transpose([tangents for _, tangents in columns])


@check.mistake
def truncated(f, x, v):
    values, tangents = right(f, x, v)
    return values.astype(np.asarray(x).dtype), tangents.astype(np.asarray(v).dtype)


@check.mistake("truncated")
def truncated_to_x(f, x, v):
    return tuple(part.astype(np.asarray(x).dtype) for part in right(f, x, v))


@check.mistake
def constant_output(f, x, v):
    outputs = f([Dual(value, tangent) for value, tangent in zip(x, v, strict=True)])
    return [y.value for y in outputs], [y.tangent for y in outputs]


@check.mistake("constant-output")
def constant_moves(f, x, v):
    outputs = f([Dual(value, tangent) for value, tangent in zip(x, v, strict=True)])
    return [getattr(y, "value", y) for y in outputs], [getattr(y, "tangent", y) for y in outputs]


@check.mistake
def dual_returned(f, x, v):
    return f([Dual(*pair) for pair in zip(x, v, strict=True)]), right(f, x, v)[1]


@check.mistake
def unpacked(f, x, v):
    return right(lambda inputs: f(*inputs), x, v)


@check.mistake
def not_at_a_dual(f, x, v):
    x, h = np.array(x, dtype=float), 1e-6 * np.array(v)
    return np.array(f(list(x))), (np.array(f(list(x + h))) - np.array(f(list(x - h)))) / 2e-6
