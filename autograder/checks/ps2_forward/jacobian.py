"""Column j of the Jacobian is J e_j: what one evaluation gives for the seed e_j."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Case, Counted, Draw, Exercise
from autograder.checks.compare import Difference
from autograder.checks.ps2_forward.beside import differentiated
from autograder.checks.ps2_forward.dual import Dual
from autograder.checks.ps2_forward.functions import coupled, judged, point
from autograder.checks.ps2_forward.jvp import between
from autograder.checks.ps2_forward.jvp import right as jvp


def right(f, x):
    columns = []
    for seed in np.eye(len(x)):
        outputs = f([Dual(value, tangent) for value, tangent in zip(x, seed, strict=True)])
        columns.append([y.tangent if hasattr(y, "tangent") else 0.0 for y in outputs])
    return np.array(columns, dtype=float).T


def judge(got: Any, want: Any, source: str, count: Any, x: Any) -> Difference | None:
    """Judge the matrix, that f was called at x and, where calls count, not too seldom."""
    found = judged(got, want, x)
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
    x = draw.rng.choice((-2, -1, 1, 2), 3)
    yield Case((coupled(draw, 2, 3), None, x), f"{between(2, 3)}, x an array of integers")
    for x in ([1, -2], (0.5, -1.0)):
        says = f"{between(3, 2)}, x a {type(x).__name__} of {type(x[0]).__name__}s"
        yield Case((coupled(draw, 3, 2), None, x), says)
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


@check.mistake
def transposed(f, x):
    return right(f, x).T


@check.mistake("transposed")
def reshaped(f, x):
    return right(f, x).T.reshape(-1, len(x))


@check.mistake
def seed_not_reset(f, x):
    return np.transpose([jvp(f, x, seed)[1] for seed in np.tri(len(x))])


@check.mistake
def not_a_matrix(f, x):
    return right(f, x).squeeze()


@check.mistake("not-a-matrix")
def gradient_of_one_output(f, x):
    J = right(f, x)
    return J[0] if len(J) == 1 else J


@check.mistake("not-a-matrix")
def flattened(f, x):
    return right(f, x).ravel()


@check.mistake
def seeds_summed(f, x):
    return jvp(f, x, np.ones(len(x)))[1]


@check.mistake
def truncated(f, x):
    return right(f, x).astype(np.asarray(x).dtype)


@check.mistake
def constant_output(f, x):
    columns = [f([Dual(*pair) for pair in zip(x, seed, strict=True)]) for seed in np.eye(len(x))]
    return np.transpose([[y.tangent for y in column] for column in columns])


@check.mistake("constant-output")
def constant_moves(f, x):
    columns = [f([Dual(*pair) for pair in zip(x, seed, strict=True)]) for seed in np.eye(len(x))]
    return np.transpose([[getattr(y, "tangent", y) for y in column] for column in columns])


@check.mistake
def dual_returned(f, x):
    columns = [f([Dual(*pair) for pair in zip(x, seed, strict=True)]) for seed in np.eye(len(x))]
    return [list(row) for row in zip(*columns, strict=True)]


@check.mistake
def unpacked(f, x):
    return right(lambda inputs: f(*inputs), x)


@check.mistake
def not_at_a_dual(f, x):
    x, h = np.array(x, dtype=float), 1e-6
    shifted = [(f(list(x + h * e)), f(list(x - h * e))) for e in np.eye(len(x))]
    return np.transpose([(np.array(up) - np.array(down)) / (2 * h) for up, down in shifted])
