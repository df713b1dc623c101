"""The vjp of C = A B: Ā = g Bᵀ and B̄ = Aᵀ g (Giles 2008)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.checks import Draw, Exercise
from autograder.reference import vjp

Arguments = tuple[np.ndarray, np.ndarray, np.ndarray]
RECTANGULAR = [(2, 3, 4), (4, 2, 3), (1, 3, 2), (3, 1, 2), (3, 4, 1)]


def right(g, A, B):
    return vjp(np.matmul, A.astype(float), B.astype(float))[1](g)


check = Exercise(__name__, right, rtol=1e-13, atol=1e-15, double=True)


def drawn(draw: Draw, m: int, k: int, n: int) -> Arguments:
    return draw.normal(m, n), draw.normal(m, k), draw.normal(k, n)


def rectangular(draw: Draw) -> Iterator[Arguments]:
    for shape in RECTANGULAR:
        yield drawn(draw, *shape)
    g, A, B = drawn(draw, 2, 3, 4)
    yield g, np.rint(2 * A).astype(int), np.rint(2 * B).astype(int)


check.part("`A_bar`, rectangular matrices", 1, asks=0)(rectangular)
check.part("`B_bar`, rectangular matrices", 1, asks=1)(rectangular)


@check.part("square matrices", 1)
def _(draw: Draw) -> Iterator[Arguments]:
    for _ in draw.times(2, 4):
        yield drawn(draw, 3, 3, 3)


@check.mistake
def transpose_missing(g, A, B):
    return g @ B, A @ g


check.mistake("transpose-missing")(lambda g, A, B: (g @ B, A.T @ g))
check.mistake("transpose-missing")(lambda g, A, B: (g @ B.T, A @ g))


@check.mistake
def factors_swapped(g, A, B):
    return B.T @ g, g @ A.T


check.mistake("factors-swapped")(lambda g, A, B: (B.T @ g, A.T @ g))
check.mistake("factors-swapped")(lambda g, A, B: (g @ B.T, g @ A.T))


@check.mistake
def truncated(g, A, B):
    return (g @ B.T).astype(A.dtype), (A.T @ g).astype(B.dtype)


@check.mistake
def adjoints_swapped(g, A, B):
    return A.T @ g, g @ B.T


@check.mistake
def g_as_ones(g, A, B):
    return right(np.ones_like(g), A, B)


@check.mistake("transpose-missing")
def transposed_where_shapes_ask(g, A, B):
    fits_B, fits_A = g.shape[1] == B.shape[0], A.shape[1] == g.shape[0]
    return g @ (B if fits_B else B.T), (A if fits_A else A.T) @ g


@check.mistake
def elementwise(g, A, B):
    return g * B, A * g


check.mistake("elementwise")(lambda g, A, B: (g * B.T, A.T * g))
check.mistake("transpose-missing")(lambda g, A, B: (g.T @ B.T, A.T @ g))
check.mistake("transpose-missing")(lambda g, A, B: (g @ B.T, A.T @ g.T))


@check.mistake
def adjoints_transposed(g, A, B):
    return B @ g.T, g.T @ A


check.mistake("adjoints-transposed")(lambda g, A, B: (g @ B.T, g.T @ A))
check.mistake("adjoints-transposed")(lambda g, A, B: (B @ g.T, A.T @ g))


@check.mistake
def averaged(g, A, B):
    return g @ B.T, A.T @ g / len(A)


check.mistake("averaged")(lambda g, A, B: (g @ B.T / len(A), A.T @ g / len(A)))
check.mistake("averaged")(lambda g, A, B: (g @ B.T / g.size, A.T @ g / g.size))


@check.mistake
def overwritten(g, A, B):
    return np.outer(g[:, -1], B[:, -1]), np.outer(A[-1], g[-1])


check.mistake("overwritten")(lambda g, A, B: (g @ B.T, np.outer(A[-1], g[-1])))
check.mistake("overwritten")(lambda g, A, B: (np.outer(g[:, -1], B[:, -1]), A.T @ g))


@check.mistake
def inverted(g, A, B):
    return g @ np.linalg.pinv(B), np.linalg.pinv(A) @ g


@check.mistake
def reshaped(g, A, B):
    return (B @ g.T).reshape(A.shape), (g.T @ A).reshape(B.shape)


@check.mistake("reshaped")
def factors_reshaped(g, A, B):
    return g @ B.reshape(B.shape[::-1]), A.reshape(A.shape[::-1]) @ g


@check.mistake
def g_summed(g, A, B):
    return np.outer(g.mean(axis=1), B.sum(axis=1)), np.outer(A.sum(axis=0), g.mean(axis=0))


check.mistake("g-summed")(
    lambda g, A, B: (np.outer(g.sum(axis=1), B.sum(axis=1)), np.outer(A.sum(axis=0), g.sum(axis=0)))
)


@check.mistake
def adjoint_for_matrix(g, A, B):
    return g @ B.T, (g @ B.T).T @ g


check.mistake("adjoint-for-matrix")(lambda g, A, B: (g @ (A.T @ g).T, A.T @ g))
