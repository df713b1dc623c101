"""Row i of the Jacobian is Jᵀ e_i: m products for m outputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.checks import Counted, Draw, Exercise


def right(vjp, m):
    return np.array([vjp(e) for e in np.eye(m)])


def drawn(draw: Draw, m: int, n: int) -> tuple[Counted, int]:
    """Return u ↦ Jᵀ u for a matrix of shape (m, n), and m."""
    J = draw.normal(m, n)
    return Counted(lambda u: J.T @ u, (m,)), m


check = Exercise(__name__, right, rtol=1e-13, double=True)


@check.part("the matrix", 1)
def _(draw: Draw) -> Iterator[tuple[Any, ...]]:
    for m, n in (3, 2), (2, 4), (3, 3):
        yield drawn(draw, m, n)


@check.part("one output, one input", 0.5)
def _(draw: Draw) -> Iterator[tuple[Any, ...]]:
    for m, n in (1, 3), (3, 1), (1, 1):
        yield drawn(draw, m, n)


@check.part("`m` products", 0.5, calls=True)
def _(draw: Draw) -> Iterator[tuple[Any, ...]]:
    for m, n in (5, 2), (3, 5):
        yield drawn(draw, m, n)


# Mistake → what it makes of the right matrix.
CHANGED: list[tuple[str, Callable[[Any], Any]]] = [
    ("rows-into-columns", lambda J: J.T),
    ("reshaped", lambda J: J.reshape(J.shape[::-1])),
    ("reshaped", lambda J: J.T.reshape(J.shape)),
    ("seed-not-reset", lambda J: J.cumsum(axis=0)),
    ("seeds-summed", lambda J: J.sum(axis=0)),
    ("seeds-summed", lambda J: J.sum(axis=0, keepdims=True)),
    ("not-a-matrix", lambda J: J.squeeze()),
    ("not-a-matrix", lambda J: J.ravel()),
    ("not-a-matrix", lambda J: J[0] if len(J) == 1 else J),
    ("opposite-order", lambda J: J[::-1]),
    ("last-left-out", lambda J: J[:-1]),
    ("last-left-out", lambda J: J * (np.arange(len(J)) < len(J) - 1)[:, np.newaxis]),
    ("first-left-out", lambda J: J[1:]),
    ("first-left-out", lambda J: J * (np.arange(len(J)) > 0)[:, np.newaxis]),
    ("first-row-only", lambda J: J[:1]),
    ("first-row-only", lambda J: J * (np.arange(len(J)) < 1)[:, np.newaxis]),
    ("same-row", lambda J: J[-1:].repeat(len(J), axis=0)),
    ("same-row", lambda J: J[:1].repeat(len(J), axis=0)),
    ("seed-of-ones", lambda J: J.sum(axis=0, keepdims=True).repeat(len(J), axis=0)),
    ("one-pass-for-all", lambda J: J.mean(axis=0, keepdims=True).repeat(len(J), axis=0)),
    ("one-pass-for-all", lambda J: J.mean(axis=0, keepdims=True)),
    ("one-pass-for-all", lambda J: J.mean(axis=0)),
    ("shifted", lambda J: np.roll(J, 1, axis=0)),
    ("shifted", lambda J: np.roll(J, -1, axis=0)),
    ("shifted", lambda J: np.eye(len(J), k=1) @ J),
    ("shifted", lambda J: np.eye(len(J), k=-1) @ J),
    ("scaled", lambda J: J / len(J)),
    ("scaled", lambda J: 2 * J),
    ("scaled", lambda J: -J),
]
for name, changed in CHANGED:
    check.mistake(name)(lambda vjp, m, changed=changed: changed(right(vjp, m)))


@check.mistake
def size_asked_first(vjp, m):
    vjp(np.zeros(m))
    return right(vjp, m)


@check.mistake
def asked_twice(vjp, m):
    return (right(vjp, m) - right(lambda u: vjp(-u), m)) / 2.0


@check.mistake
def all_at_once(vjp, m):
    return vjp(np.eye(m))


@check.mistake
def square_assumed(vjp, m):
    J = np.zeros((m, m))
    for i, row in enumerate(right(vjp, m)):
        J[i, :] = row
    return J
