"""The product of a given Hessian and a vector, (Hv)_i = Σ_j H_ij v_j."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Draw, Exercise
from autograder.checks.ps5_hvp.beside import multiplied


def right(hessian, v):
    return hessian @ v


check = Exercise(__name__, right, beside=multiplied, names={"jnp": np})


@check.part("the product", 2)
def _(draw: Draw) -> Iterator[tuple[Any, ...]]:
    for n in 4, 6, 1:
        half = draw.normal(n, n)
        yield half + half.T, draw.normal(n)


@check.mistake
def elementwise(hessian, v):
    return hessian * v


check.mistake("elementwise")(lambda hessian, v: hessian * v[:, None])


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
def solved(hessian, v):
    return np.linalg.solve(hessian, v)
