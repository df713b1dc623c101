"""The matrix of second derivatives, H_ij = ∂²L/∂w_i ∂w_j, of a network's loss and of any other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.ps5_hvp.beside import matrix
from autograder.checks.ps5_hvp.derivatives import grad, hessian
from autograder.checks.ps5_hvp.functions import (
    SIZES,
    at_the_network,
    in_the_valley,
    parameters,
)


def right(loss, params):
    return hessian(loss)(params)


# Exact derivatives agree to some 1e-16; differences of any order are wrong by 5e-13 and more.
check = Exercise(__name__, right, beside=matrix, names={"jnp": np}, rtol=1e-13, double=True)


@check.part("the network's loss", 1)
def _(draw: Draw) -> Iterator[Case]:
    for dims, x in at_the_network(draw):
        yield Case((dims, x), f"a network of {x.size} parameters")


@check.part("another function", 1)
def _(draw: Draw) -> Iterator[Case]:
    for dims, x in in_the_valley(draw):
        yield Case((dims, x), f"a rippled valley, {x.size} numbers")
    # As many numbers as the network has parameters; and one alone.
    for n in parameters(SIZES), 1:
        yield Case((None, draw.normal(n)), f"a rippled valley, {n} number{'s' * (n > 1)}")


@check.mistake
def gradient_only(loss, params):
    return grad(loss)(params)


@check.mistake
def summed_up(loss, params):
    return right(loss, params).sum(axis=0)


@check.mistake
def diagonal_only(loss, params):
    return np.diag(right(loss, params))


@check.mistake("diagonal-only")
def diagonal_matrix(loss, params):
    return np.diag(diagonal_only(loss, params))


@check.mistake
def outer_product(loss, params):
    return np.outer(grad(loss)(params), grad(loss)(params))


@check.mistake
def one_triangle(loss, params):
    return np.triu(right(loss, params))


check.mistake("one-triangle")(lambda loss, params: np.tril(right(loss, params)))
check.mistake("one-triangle")(lambda loss, params: np.triu(right(loss, params), 1))


@check.mistake("one-triangle")
def diagonal_twice(loss, params):
    return right(loss, params) + diagonal_matrix(loss, params)


@check.mistake
def halved(loss, params):
    return right(loss, params) / 2


check.mistake("halved")(lambda loss, params: right(loss, params) * 2)


check.mistake("gradient-only")(lambda loss, params: np.tile(grad(loss)(params), (params.size, 1)))
check.mistake("gradient-only")(lambda loss, params: np.diag(grad(loss)(params)))
check.mistake("summed-up")(lambda loss, params: np.diag(summed_up(loss, params)))


@check.mistake
def at_another_point(loss, params):
    return right(loss, 0 * params)


check.mistake("at-another-point")(lambda loss, params: right(loss, 0 * params + 1))


@check.mistake
def squeezed(loss, params):
    return np.squeeze(right(loss, params))
