"""The product of a given Hessian and a vector, (Hv)_i = Σ_j H_ij v_j."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Draw, Exercise
from autograder.checks.compare import Difference, difference
from autograder.checks.ps5_hvp.beside import multiplied


def right(hessian, v):
    return hessian @ v


def judge(got: Any, want: Any, *_: Any) -> Difference | None:
    """Compare products, and whether the function can be compiled."""
    value, word = got
    found = difference(value, want[0])
    return found or (Difference("JAX cannot trace it", "not-traceable") if word else None)


check = Exercise(__name__, right, beside=multiplied, names={"jnp": np}, judge=judge)


@check.part("the product", 2, asks=0)
def _(draw: Draw) -> Iterator[tuple[Any, ...]]:
    for n in 1, 4, 6:
        half = draw.normal(n, n)
        yield half + half.T, draw.normal(n)


@check.mistake
def elementwise(hessian, v):
    return hessian * v


check.mistake("elementwise")(lambda hessian, v: hessian * v[:, None])


check.mistake("made-a-column")(lambda hessian, v: hessian @ v[:, None])
check.mistake("made-a-column")(lambda hessian, v: v[None] @ hessian)


@check.mistake
def diagonal_product(hessian, v):
    return np.diag(hessian) * v


@check.mistake
def quadratic_form(hessian, v):
    return v @ hessian @ v


check.mistake("quadratic-form")(lambda hessian, v: v @ hessian @ v / 2)


@check.mistake
def column_sums(hessian, v):
    return (hessian * v).sum(axis=0)


@check.mistake
def doubled(hessian, v):
    return (hessian + hessian.T) @ v


@check.mistake
def solved(hessian, v):
    return np.linalg.solve(hessian, v)


@check.mistake
def last_left_out(hessian, v):
    return hessian[:, :-1] @ v[:-1]


check.mistake("last-left-out")(lambda hessian, v: hessian[:, 1:] @ v[1:])


@check.mistake
def v_overwritten(hessian, v):
    v = np.array(v)
    for i, row in enumerate(hessian):
        v[i] = row @ v
    return v


@check.mistake
def signs_lost(hessian, v):
    values, vectors = np.linalg.eigh(hessian)
    return vectors @ (np.abs(values) * (vectors.T @ v))


@check.mistake
def diagonal_twice(hessian, v):
    return hessian @ v + np.diag(hessian) * v


@check.mistake
def one_triangle(hessian, v):
    return np.triu(hessian) @ v


check.mistake("one-triangle")(lambda hessian, v: np.tril(hessian) @ v)


@check.mistake
def normalised(hessian, v):
    return hessian @ v / np.linalg.norm(v)
