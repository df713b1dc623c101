"""Column j of the Jacobian is J e_j: what one evaluation gives for the seed e_j."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Case, Counted, Draw, Exercise
from autograder.checks.compare import Difference
from autograder.checks.ps2_forward.beside import differentiated
from autograder.checks.ps2_forward.functions import coupled, judged, point
from autograder.checks.ps2_forward.jvp import between, duals, only_duals, quotient
from autograder.checks.ps2_forward.jvp import right as jvp
from autograder.checks.ps2_forward.rules import Dual


def right(f, x):
    columns = []
    for seed in np.eye(len(x)):
        outputs = f([Dual(value, tangent) for value, tangent in zip(x, seed, strict=True)])
        columns.append([getattr(y, "tangent", 0.0) for y in outputs])
    return np.array(columns).T


def judge(got: Any, want: Any, source: str, count: Any, x: Any) -> Difference | None:
    """Judge the matrix, that f was called at x and, where calls count, not too seldom."""
    found = judged(got, want, x, uncalled="wrong-value")
    if found is None and count is not None and len(got[1]) < len(x):
        message = f"{len(got[1])} evaluations where {len(x)} are asked"
        return Difference(message, "too-few-evaluations")
    return found


check = Exercise(
    __name__,
    right,
    beside=differentiated,
    names={"Dual": Dual},
    earlier={"jvp": jvp},
    built_on=("Dual",),
    judge=judge,
)

SHAPES = ((3, 2), (2, 4), (3, 3))


@check.part("the matrix", 1.5)
def _(draw: Draw) -> Iterator[Case]:
    for m, n in SHAPES:
        source = coupled(draw, m, n, kind="tuple" if m == 3 else "list")
        yield Case((source, None, point(draw, n)), between(m, n))
    yield Case((coupled(draw, 2, 12), None, point(draw, 12)), between(2, 12))
    x = point(draw, 3)
    for which in "one f", "another f at the same x":
        yield Case((coupled(draw, 2, 3), None, x), f"{between(2, 3)}, {which}")
    x = draw.rng.choice((-2, -1, 1, 2), 3)
    # After few steps the numbers are small, and show what an integer type cuts off.
    source = coupled(draw, 2, 3, steps=2)
    yield Case((source, None, x), f"{between(2, 3)}, x an array of integers")
    for x in ([1, -2], (0.5, -1.0)):
        says = f"{between(3, 2)}, x a {type(x).__name__} of {type(x[0]).__name__}s"
        yield Case((coupled(draw, 3, 2), None, x), says)
    x = point(draw, 2)
    sums = "def f(x):\n    return [x[0] + x[0], x[0] + x[1] + x[1], x[1]]"
    yield Case((sums, None, x), "the sums `x1 + x1`, `x1 + x2 + x2` and `x2`")
    for constants in ((0,), (2,)):
        says = f"{between(3, 2)}, output {constants[0] + 1} a plain number"
        yield Case((coupled(draw, 3, 2, constants), None, point(draw, 2)), says)


@check.part("one output or one input", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    for m, n in (1, 3), (3, 1), (1, 1):
        yield Case((coupled(draw, m, n), None, point(draw, n)), between(m, n))


@check.part("`len(x)` evaluations", 1, calls=True)
def _(draw: Draw) -> Iterator[Case]:
    for m, n in (*SHAPES, (3, 1)):
        count = Counted(lambda _: 0.0)
        yield Case((coupled(draw, m, n), count, point(draw, n)), between(m, n))


# Mistake → what it makes of the right matrix.
for name, changed in [
    ("transposed", lambda J, x: J.T),
    ("transposed", lambda J, x: J.T.reshape(J.shape)),
    ("seed-not-reset", lambda J, x: J.cumsum(axis=1)),
    ("seeds-summed", lambda J, x: J.sum(axis=1)),
    ("seeds-summed", lambda J, x: np.repeat(J.sum(axis=1)[:, np.newaxis], len(x), axis=1)),
    ("seed-not-one", lambda J, x: J * np.asarray(x)),
    ("not-a-matrix", lambda J, x: J.squeeze()),
    ("not-a-matrix", lambda J, x: J[0] if len(J) == 1 else J),
    ("not-a-matrix", lambda J, x: J.ravel()),
    ("first-output-only", lambda J, x: J[:1]),
    ("first-output-only", lambda J, x: J[0]),
    ("truncated", lambda J, x: J.astype(np.asarray(x).dtype)),
    ("truncated", lambda J, x: J.astype(int)),
]:
    check.mistake(name)(lambda f, x, changed=changed: changed(right(f, x), x))


def outputs(f, x):
    return [duals(f, x, seed) for seed in np.eye(len(x))]


def with_seeds(f, x, seeds):
    return [[float(getattr(y, "tangent", 0.0)) for y in duals(f, x, seed)] for seed in seeds]


def moving(columns):
    return [[getattr(y, "tangent", y) for y in column] for column in columns]


def quotients(f, x):
    return [quotient(f, x, 1e-6 * e) for e in np.eye(len(x))]


@check.mistake
def square_assumed(f, x):
    J = np.zeros((len(x), len(x)))
    J[:] = right(f, x)
    return J


@check.mistake("square-assumed")
def entry_by_entry(f, x):
    return [[right(f, x)[i, j] for j in range(len(x))] for i in range(len(x))]


@check.mistake("square-assumed")
def column_by_column(f, x):
    J = np.zeros((len(x), len(x)))
    for j, column in enumerate(right(f, x).T):
        J[:, j] = column
    return J


for name, program in [
    ("constant-output", lambda f, x: [[y.tangent for y in column] for column in outputs(f, x)]),
    ("constant-output", lambda f, x: moving(outputs(f, x))),
    (
        "constant-output",
        lambda f, x: [[y.tangent for y in only_duals(column)] for column in outputs(f, x)],
    ),
    ("values-taken", lambda f, x: [[getattr(y, "value", y) for y in c] for c in outputs(f, x)]),
    ("dual-returned", outputs),
    ("unpacked", lambda f, x: right(lambda inputs: f(*inputs), x).T),
    ("truth-values-as-seeds", lambda f, x: with_seeds(f, x, np.eye(len(x), dtype=bool))),
    ("not-at-a-dual", quotients),
]:  # fmt: skip
    check.mistake(name)(lambda f, x, columns=program: [*zip(*columns(f, x), strict=True)])
