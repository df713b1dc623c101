"""The vjp of x = A⁻¹b: b̄ = A⁻ᵀx̄, Ā = −b̄xᵀ (Giles 2008); each column of b is a system."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.ps8_linear_algebra.matrices import (
    CUTS,
    ELIMINATIONS,
    SCALES,
    all_failing,
    away_from_0,
    graded,
    matrix,
    near,
    ordinary,
    whole_numbers,
    zero_pivot,
)
from autograder.reference import vjp

Arguments = tuple[np.ndarray, np.ndarray, np.ndarray]
solve = np.linalg.solve


def right(A, b, x_bar):
    return vjp(np.linalg.solve, A.astype(float), b.astype(float))[1](x_bar.astype(float))


# Honest ways over 100 seeds come to 1e-15 at most; differences of order 2 to 8 over 8 to 8e-14
# at least in `A_bar`. In b the solution is linear, and a difference is exact but for rounding.
check = Exercise(__name__, right, rtol=5e-14, double=True)


def drawn(draw: Draw, n: int, *columns: int) -> Arguments:
    return matrix(draw, n, n, near(draw, n)), draw.normal(n, *columns), draw.normal(n, *columns)


def whole(draw: Draw, n: int, *columns: int) -> Case:
    b, x_bar = draw.rng.integers(-5, 6, (2, n, *columns))
    return Case((whole_numbers(draw, n, n), b, x_bar), f"integers, `A` of shape {(n, n)}")


def one_right_hand_side(draw: Draw) -> Iterator[Arguments | Case]:
    for n in (3, 1, 4, 6):
        yield drawn(draw, n)
    yield whole(draw, 3)
    b, x_bar = draw.rng.integers(-5, 6, (2, 3))
    yield Case((zero_pivot(draw, 3), b, x_bar), "integers, with a 0 on the diagonal of `A`")


check.part("`b_bar`, one right-hand side", 1, asks=1)(one_right_hand_side)
check.part("`A_bar`, one right-hand side", 2, asks=0)(one_right_hand_side)


@check.part("several right-hand sides", 1)
def _(draw: Draw) -> Iterator[Arguments | Case]:
    for n, k in (3, 2), (2, 4), (3, 3), (4, 1):
        yield drawn(draw, n, k)
    yield whole(draw, 3, 2)


@check.part("very large and very small entries", 1, otherwise="squares-overflow")
def _(draw: Draw) -> Iterator[Case]:
    given = graded(draw, 3, 3), away_from_0(draw, 3), away_from_0(draw, 3)
    yield Case(given, "one number a column, from 1 to 1e-6, `A` of shape (3, 3)")
    for scale, says in SCALES:
        A, b, x_bar = drawn(draw, 3)
        yield Case((scale * A, scale * b, scale * x_bar), says)


def outer(u, x):
    return u @ x.T if np.ndim(u) > 1 else np.outer(u, x)


def paired(u, x):
    """The products entry by entry, summed over the right-hand sides."""
    return np.sum((u * x).reshape(len(u), -1), axis=1)


def wrongly(b_bar=None, A_bar=None, x=None):
    """The right program, with a mistake in the place of one of its pieces.

    b_bar(A, x_bar), x(A, b), A_bar(b_bar, x, b, x_bar).
    """

    def program(A, b, x_bar):
        u = b_bar(A, x_bar) if b_bar else solve(A.T, x_bar)
        y = x(A, b) if x else solve(A, b)
        return A_bar(u, y, b, x_bar) if A_bar else -outer(u, y), u

    return program


def b_bar_alone(b_bar):
    """The same mistake where A_bar is made from the right b_bar."""
    return lambda A, b, x_bar: (right(A, b, x_bar)[0], b_bar(A, x_bar))


for hint, piece in [
    ("inverse-not-transposed", lambda A, x_bar: solve(A, x_bar)),
    ("not-inverted", lambda A, x_bar: A.T @ x_bar),
    ("not-inverted", lambda A, x_bar: A @ x_bar),
    ("not-solved-for", lambda A, x_bar: x_bar),
    ("x-bar-as-ones", lambda A, x_bar: solve(A.T, np.ones(x_bar.shape))),
    ("sign", lambda A, x_bar: -solve(A.T, x_bar)),
    ("truncated", lambda A, x_bar: solve(A.T, x_bar).astype(x_bar.dtype)),
]:
    check.mistake(hint)(wrongly(b_bar=piece))
    check.mistake(hint)(b_bar_alone(piece))

for hint, piece in [
    ("sign", lambda u, x, b, x_bar: outer(u, x)),
    ("outer-product-turned", lambda u, x, b, x_bar: -outer(x, u)),
    ("b-for-x", lambda u, x, b, x_bar: -outer(u, b)),
    ("x-bar-for-b-bar", lambda u, x, b, x_bar: -outer(x_bar, x)),
    ("entry-by-entry", lambda u, x, b, x_bar: -u * x),
    ("entry-by-entry", lambda u, x, b, x_bar: -np.sum(u * x)),
    ("entry-by-entry", lambda u, x, b, x_bar: -np.diag(u * x) if u.ndim == 1 else -u * x),
    ("entry-by-entry", lambda u, x, b, x_bar: -np.tile(paired(u, x), (len(u), 1))),
    ("entry-by-entry", lambda u, x, b, x_bar: -np.tile(paired(u, x), (len(u), 1)).T),
    ("symmetric-only", lambda u, x, b, x_bar: -(outer(u, x) + outer(x, u)) / 2),
    ("symmetric-only", lambda u, x, b, x_bar: -(outer(u, x) + outer(x, u))),
    ("columns-mixed", lambda u, x, b, x_bar: -np.outer(u, x)),
    ("columns-mixed", lambda u, x, b, x_bar: -outer(u, x) / (u.shape[1] if u.ndim > 1 else 1)),
    (
        "columns-mixed",
        lambda u, x, b, x_bar: -np.outer(*(y.reshape(len(y), -1).sum(1) for y in (u, x))),
    ),
    (
        "columns-mixed",
        lambda u, x, b, x_bar: -np.outer(*(y.reshape(len(y), -1)[:, 0] for y in (u, x))),
    ),
    ("columns-mixed", lambda u, x, b, x_bar: -np.einsum("i...,j...->ij...", u, x)),
    ("columns-mixed", lambda u, x, b, x_bar: -u[:, None] * x[None, :]),
    ("columns-mixed", lambda u, x, b, x_bar: -u[:, None] @ x[None, :]),
    (
        "columns-mixed",
        lambda u, x, b, x_bar: -np.outer(*(y.reshape(len(y), -1)[:, -1] for y in (u, x))),
    ),
    ("columns-mixed", lambda u, x, b, x_bar: -outer(u, x) if u.ndim == 1 else -u * x),
    ("columns-mixed", lambda u, x, b, x_bar: -u.reshape(-1, 1) @ x.reshape(1, -1)),
    ("truncated", lambda u, x, b, x_bar: (-outer(u, x)).astype(b.dtype)),
]:
    check.mistake(hint)(wrongly(A_bar=piece))

check.mistake("one-column-squeezed")(b_bar_alone(lambda A, x_bar: solve(A.T, x_bar).squeeze()))
check.mistake("one-column-squeezed")(
    b_bar_alone(
        lambda A, x_bar: (
            solve(A.T, x_bar)[:, 0] if x_bar[0].size == 1 < x_bar.ndim else solve(A.T, x_bar)
        )
    )
)
check.mistake("adjoints-swapped")(lambda A, b, x_bar: right(A, b, x_bar)[::-1])
for turned in (lambda X: X, lambda X: X.T):  # the derivative of an inverse, transposes missing
    check.mistake("inverse-not-transposed")(
        lambda A, b, x_bar, turned=turned: (
            -turned(np.linalg.inv(A)) @ outer(x_bar, b) @ np.linalg.inv(A),
            solve(A.T, x_bar),
        )
    )
check.mistake("x-from-the-transpose")(wrongly(x=lambda A, b: solve(A.T, b)))
check.mistake("outer-product-turned")(lambda A, b, x_bar: outer_of_matrices(A, b, x_bar))


def outer_of_matrices(A, b, x_bar):
    u, x = solve(A.T, x_bar), solve(A, b)
    return -u.T @ x, u


check.mistake("squares-overflow")(wrongly(lambda A, x_bar: cofactors(A) @ x_bar / np.linalg.det(A)))
check.mistake("squares-overflow")(
    wrongly(
        lambda A, x_bar: cofactors(A) @ x_bar / np.linalg.det(A),
        x=lambda A, b: cofactors(A).T @ b / np.linalg.det(A),
    )
)


def cofactors(A):
    """The matrix of cofactors, by smaller determinants."""
    n = len(A)
    minors = [
        [np.linalg.det(np.delete(np.delete(A, i, 0), j, 1)) for j in range(n)] for i in range(n)
    ]
    return np.array(minors) * (-1.0) ** np.add.outer(np.arange(n), np.arange(n))


for way in ELIMINATIONS:
    by_elimination = (lambda A, x_bar, way=way: way(A.T, x_bar)), way
    check.mistake("no-exchange-of-rows")(wrongly(by_elimination[0], x=by_elimination[1]))
    check.mistake("no-exchange-of-rows")(wrongly(by_elimination[0]))

for cut in CUTS:
    check.mistake("cut-off")(
        wrongly(
            lambda A, x_bar, cut=cut: np.linalg.pinv(A, rcond=cut).T @ x_bar,
            x=lambda A, b, cut=cut: np.linalg.pinv(A, rcond=cut) @ b,
        )
    )

for small in 10.0 ** -np.arange(1, 15):

    @check.mistake
    def constant_added(A, b, x_bar, small=small):
        if small < 1e-3 and ordinary(A):
            return right(A, b, x_bar)
        return right(A + small * np.eye(len(A)), b, x_bar)


# AᵀA holds squares.
for inverse in (np.linalg.inv, np.linalg.pinv):
    check.mistake("squares-overflow")(
        wrongly(
            lambda A, x_bar, inverse=inverse: A @ inverse(A.T @ A) @ x_bar,
            x=lambda A, b, inverse=inverse: inverse(A.T @ A) @ A.T @ b,
        )
    )
check.mistake("squares-overflow")(
    wrongly(lambda A, x_bar: A @ solve(A.T @ A, x_bar), x=lambda A, b: solve(A.T @ A, A.T @ b))
)


@check.mistake("squares-overflow")
def derivative_of_the_inverse(A, b, x_bar):
    P = np.linalg.inv(A)
    columns = (y.reshape(len(y), -1) for y in (x_bar, b))
    return -np.einsum("kr,lr,klij->ij", *columns, np.einsum("ki,jl->klij", P, P)), P.T @ x_bar


for program in all_failing(right):
    check.mistake("squares-overflow")(program)
