"""f(x + vε) = f(x) + (J v)ε, where J is the Jacobian of f at x."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from autograder.checks import Case, Counted, Draw, Exercise
from autograder.checks.compare import Difference
from autograder.checks.ps2_forward.beside import differentiated
from autograder.checks.ps2_forward.functions import coupled, judged, point
from autograder.checks.ps2_forward.rules import Dual


def right(f, x, v):
    outputs = f([Dual(value, tangent) for value, tangent in zip(x, v, strict=True)])
    tangents = [getattr(y, "tangent", 0.0) for y in outputs]
    return np.array([getattr(y, "value", y) for y in outputs]), np.array(tangents)


class Jvp(NamedTuple):
    """What `jvp` returns."""

    values: Any
    tangents: Any


def judge(got: Any, want: Any, source: str, count: Any, x: Any, v: Any) -> Difference | None:
    """Judge values and tangents, and that f was called at x."""
    return judged(got, (Jvp(*want[0]), want[1]), x, uncalled="wrong-value")


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
    # After few steps the numbers are small, and show what an integer type cuts off.
    source = coupled(draw, 2, 3, steps=2)
    yield Case((source, None, x, v), f"{between(2, 3)}, arrays of integers")
    for x, v in ([1, -2, 1], [0.5, 1.5, -2.0]), ((0.5, -1.0, 1.5), (1, 0, -2)):
        says = f"{between(2, 3)}, a {type(x).__name__} of {type(x[0]).__name__}s for x"
        yield Case((coupled(draw, 2, 3), None, x, v), says)


@check.part("a list goes in, and outputs may be numbers", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    for constants in ((0,), (2,), (0, 1, 2)):
        source = coupled(draw, 3, 2, constants)
        says = f"{between(3, 2)}, {len(constants)} of the outputs a plain number"
        yield Case((source, None, point(draw, 2), draw.normal(2)), says)
    says = f"{between(2, 3)}, which joins pieces of the list of its inputs"
    yield Case((coupled(draw, 2, 3, joined=True), None, point(draw, 3), draw.normal(3)), says)


@check.part("one evaluation", 1, calls=True)
def _(draw: Draw) -> Iterator[Case]:
    for m, n in SHAPES[:3]:
        count = Counted(lambda _: 0.0)
        yield Case((coupled(draw, m, n), count, point(draw, n), draw.normal(n)), between(m, n))


def columns(f, x, scale):
    pairs = [right(f, x, e * scale) for e in np.eye(len(x))]
    return pairs[0][0], np.transpose([tangents for _, tangents in pairs])


def duals(f, x, v):
    return f([Dual(value, tangent) for value, tangent in zip(x, v, strict=True)])


def cast(value, like):
    return value.astype(np.asarray(like).dtype)


def only_duals(outputs):
    return [y for y in outputs if hasattr(y, "tangent")]


def quotient(f, x, h):
    x, h = np.array(x, dtype=float), np.array(h)
    return (np.array(f(list(x + h))) - np.array(f(list(x - h)))) / 2e-6


for name, program in [
    ("direction-ignored", lambda f, x, v: right(f, x, np.ones(len(x)))),
    ("direction-normalised", lambda f, x, v: right(f, x, np.array(v) / np.linalg.norm(v))),
    ("point-and-direction", lambda f, x, v: right(f, v, x)),
    ("tangents-first", lambda f, x, v: right(f, x, v)[::-1]),
    ("one-of-two", lambda f, x, v: right(f, x, v)[1]),
    ("one-of-two", lambda f, x, v: right(f, x, v)[0]),
    ("jacobian-returned", lambda f, x, v: columns(f, x, 1.0)),
    ("jacobian-returned", lambda f, x, v: columns(f, x, np.array(v))),
    ("truncated", lambda f, x, v: tuple(cast(part, x) for part in right(f, x, v))),
    ("truncated", lambda f, x, v: tuple(map(cast, right(f, x, v), (x, v)))),
    ("truncated", lambda f, x, v: tuple(map(cast, right(f, x, v), (x, 0.0)))),
    ("truncated", lambda f, x, v: tuple(map(cast, right(f, x, v), (0.0, x)))),
    ("truncated", lambda f, x, v: tuple(cast(part, 1) for part in right(f, x, v))),
    ("truncated", lambda f, x, v: right(f, x, np.asarray(v).astype(np.asarray(x).dtype))),
    ("constant-output", lambda f, x, v: right(lambda z: only_duals(f(z)), x, v)),
    ("constant-output", lambda f, x, v: np.array([(y.value, y.tangent) for y in duals(f, x, v)]).T),
    ("dual-returned", lambda f, x, v: (duals(f, x, v), [])),
    ("unpacked", lambda f, x, v: right(lambda inputs: f(*inputs), x, v)),
    ("array-for-a-list", lambda f, x, v: right(lambda z: f(np.array(z, object)), x, v)),
    ("not-at-a-dual", lambda f, x, v: (f(list(x)), quotient(f, x, 1e-6 * np.array(v)))),
]:  # fmt: skip
    check.mistake(name)(program)


@check.mistake
def as_many_outputs_as_inputs(f, x, v):
    values, tangents = right(f, x, v)
    return values[range(len(x))], tangents[range(len(x))]


@check.mistake("as-many-outputs-as-inputs")
def one_for_each_input(f, x, v):
    values, tangents = np.zeros(len(x)), np.zeros(len(x))
    for i, (value, tangent) in enumerate(zip(*right(f, x, v))):
        values[i], tangents[i] = value, tangent
    return values, tangents


@check.mistake
def direction_multiplied_on(f, x, v):
    values, tangents = right(f, x, np.ones(len(x)))
    return values, tangents * np.asarray(v)


@check.mistake("direction-multiplied-on")
def direction_in_turn(f, x, v):
    values, tangents = right(f, x, np.ones(len(x)))
    return values, tangents * np.resize(np.asarray(v), len(tangents))


@check.mistake("constant-output")
def constant_moves(f, x, v):
    outputs = duals(f, x, v)
    return [getattr(y, "value", y) for y in outputs], [getattr(y, "tangent", y) for y in outputs]
