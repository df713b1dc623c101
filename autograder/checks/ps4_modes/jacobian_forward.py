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


check = Exercise(__name__, right, rtol=1e-13, double=True)

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
    ("reshaped", lambda J: J.T.reshape(J.shape)),
    ("seed-not-reset", lambda J: J.cumsum(axis=1)),
    ("seeds-summed", lambda J: J.sum(axis=1)),
    ("seeds-summed", lambda J: J.sum(axis=1, keepdims=True)),
    ("not-a-matrix", lambda J: J.squeeze()),
    ("not-a-matrix", lambda J: J.ravel()),
    ("not-a-matrix", lambda J: J[0] if len(J) == 1 else J),
    ("opposite-order", lambda J: J[:, ::-1]),
    ("last-left-out", lambda J: J[:, :-1]),
    ("last-left-out", lambda J: J * (np.arange(J.shape[1]) < J.shape[1] - 1)),
    ("first-left-out", lambda J: J[:, 1:]),
    ("first-left-out", lambda J: J * (np.arange(J.shape[1]) > 0)),
    ("first-column-only", lambda J: J[:, :1]),
    ("first-column-only", lambda J: J * (np.arange(J.shape[1]) < 1)),
    ("same-column", lambda J: J[:, -1:].repeat(J.shape[1], axis=1)),
    ("same-column", lambda J: J[:, :1].repeat(J.shape[1], axis=1)),
    ("seed-of-ones", lambda J: J.sum(axis=1, keepdims=True).repeat(J.shape[1], axis=1)),
    ("one-pass-for-all", lambda J: J.mean(axis=1, keepdims=True).repeat(J.shape[1], axis=1)),
    ("one-pass-for-all", lambda J: J.mean(axis=1, keepdims=True)),
    ("one-pass-for-all", lambda J: J.mean(axis=1)),
    ("shifted", lambda J: np.roll(J, 1, axis=1)),
    ("shifted", lambda J: np.roll(J, -1, axis=1)),
    ("shifted", lambda J: J @ np.eye(J.shape[1], k=1)),
    ("shifted", lambda J: J @ np.eye(J.shape[1], k=-1)),
    ("step-in-the-seed", lambda J: J / J.shape[1]),
]
for h in (*10.0 ** np.arange(-10, 0), np.sqrt(np.finfo(float).eps)):
    CHANGED.append(("step-in-the-seed", lambda J, h=h: h * J))
    CHANGED.append(("step-in-the-seed", lambda J, h=h: J / h))
for name, changed in CHANGED:
    check.mistake(name)(lambda jvp, n, changed=changed: changed(right(jvp, n)))


@check.mistake
def size_asked_first(jvp, n):
    jvp(np.zeros(n))
    return right(jvp, n)


@check.mistake
def asked_twice(jvp, n):
    return (right(jvp, n) - right(lambda v: jvp(-v), n)) / 2.0


@check.mistake
def all_at_once(jvp, n):
    return jvp(np.eye(n))


@check.mistake
def square_assumed(jvp, n):
    J = np.zeros((n, n))
    for j, column in enumerate(right(jvp, n).T):
        J[:, j] = column
    return J
