"""Column j of the Jacobian is J e_j: n products for n inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.checks import Counted, Draw, Exercise


def right(jvp, n):
    return np.array([jvp(e) for e in np.eye(n)]).T


def drawn(draw: Draw, m: int, n: int) -> tuple[Counted, int]:
    """Return v ↦ J v for a matrix of shape (m, n), and n."""
    J = draw.normal(m, n)
    return Counted(lambda v: J @ v, (n,)), n


check = Exercise(__name__, right, rtol=1e-13)

SHAPES = ((3, 2), (2, 4), (3, 3))


@check.part("the matrix", 1)
def _(draw: Draw) -> Iterator[tuple[Any, ...]]:
    for m, n in SHAPES:
        yield drawn(draw, m, n)


@check.part("one output, one input", 0.5)
def _(draw: Draw) -> Iterator[tuple[Any, ...]]:
    for m, n in (1, 3), (3, 1), (1, 1):
        yield drawn(draw, m, n)


@check.part("`n` products", 0.5, calls=True)
def _(draw: Draw) -> Iterator[tuple[Any, ...]]:
    for m, n in (2, 5), (5, 3):
        yield drawn(draw, m, n)


# Mistake → what it makes of the right matrix.
CHANGED: list[tuple[str, Callable[[Any], Any]]] = [
    ("transposed", lambda J: J.T),
    ("transposed", lambda J: J.T.reshape(J.shape)),
    ("seed-not-reset", lambda J: J.cumsum(axis=1)),
    ("seeds-summed", lambda J: J.sum(axis=1)),
    ("not-a-matrix", lambda J: J.squeeze()),
    ("not-a-matrix", lambda J: J.ravel()),
    ("not-a-matrix", lambda J: J[0] if len(J) == 1 else J),
    ("opposite-order", lambda J: J[:, ::-1]),
    ("last-left-out", lambda J: J[:, :-1]),
    ("last-left-out", lambda J: J * (np.arange(J.shape[1]) < J.shape[1] - 1)),
]
for name, changed in CHANGED:
    check.mistake(name)(lambda jvp, n, changed=changed: changed(right(jvp, n)))


@check.mistake
def size_asked_first(jvp, n):
    jvp(np.zeros(n))
    return right(jvp, n)


@check.mistake
def square_assumed(jvp, n):
    J = np.zeros((n, n))
    for j, column in enumerate(right(jvp, n).T):
        J[:, j] = column
    return J
