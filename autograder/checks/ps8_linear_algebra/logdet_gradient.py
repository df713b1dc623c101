"""The gradient of log|det A| is A⁻ᵀ (Giles 2008), also where the determinant has no float64."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import difference
from autograder.checks.ps8_linear_algebra.matrices import (
    CUTS,
    ELIMINATIONS,
    SCALES,
    all_failing,
    graded,
    matrix,
    whole_numbers,
    zero_pivot,
)
from autograder.reference import grad


def right(A):
    return grad(lambda A: np.linalg.slogdet(A)[1])(A.astype(float))


def solve_vjp(A, b, x_bar):
    b_bar = np.linalg.solve(A.T, x_bar)
    x = np.linalg.solve(A, b)
    return -(np.outer(b_bar, x) if np.ndim(x) == 1 else b_bar @ x.T), b_bar


# Honest ways over 100 seeds come to 1e-14 at most; differences of order 2 to 8 over 8 to 3e-13
# at least.
RTOL = 2e-13


def judge(got, want, A):
    """Compare; where an answer is right to some digits, and of many rows to few, say so."""
    found = difference(got, want, RTOL, double=True)
    few = 0.1 * np.max(np.abs(want)) if len(A) > 100 else 0.0
    if found is not None and (
        found.hint == "nearly-right"
        or (found.hint == "wrong-value" and np.max(np.abs(found.got - want)) < few)
    ):
        return replace(found, hint="right-to-some-digits")
    return found


check = Exercise(__name__, right, judge=judge, double=True, earlier={"solve_vjp": solve_vjp})


@check.part("the gradient", 2)
def _(draw: Draw) -> Iterator[tuple[np.ndarray] | Case]:
    for n in (2, 3, 5):
        A = matrix(draw, n, n)
        A[0] *= np.sign(np.linalg.det(A))
        yield Case((A,), f"a positive determinant, {n} × {n}")
        B = matrix(draw, n, n)
        B[:, -1] *= -np.sign(np.linalg.det(B))
        yield Case((B,), f"a negative determinant, {n} × {n}")
    yield (np.array([[draw.signed()]]),)
    yield Case((whole_numbers(draw, 3, 3),), "integers, 3 × 3")
    yield Case((zero_pivot(draw, 3),), "integers, with a 0 on the diagonal, 3 × 3")
    yield Case((graded(draw, 3, 3),), "one number a column, from 1 to 1e-6, 3 × 3")


@check.part("where the determinant overflows or becomes 0", 1, otherwise="squares-overflow")
def _(draw: Draw) -> Iterator[Case]:
    for scale, says in SCALES:
        yield Case((scale * matrix(draw, 4, 4),), f"{says}, 4 × 4")
    for scale in (1e4, 1e-4):
        A = matrix(draw, 120, 120, draw.uniform(0.5, 2.0, 120))
        yield Case((scale * A,), f"singular values near {scale:g}, 120 × 120")


def inverse(A):
    return np.linalg.inv(A.astype(float))


@check.mistake
def transpose_missing(A):
    return inverse(A)


@check.mistake
def of_the_determinant(A):
    return np.linalg.det(A) * inverse(A).T


check.mistake("of-the-determinant")(lambda A: abs(np.linalg.det(A)) * inverse(A).T)
check.mistake("of-the-determinant")(lambda A: np.linalg.det(A) * inverse(A))
check.mistake("of-the-determinant")(lambda A: inverse(A).T / np.linalg.det(A))
check.mistake("of-the-determinant")(lambda A: inverse(A) / np.linalg.det(A))
check.mistake("of-the-determinant")(lambda A: np.full(A.shape, 1 / np.linalg.det(A)))


@check.mistake
def sign_of_the_determinant(A):
    return np.linalg.slogdet(A)[0] * inverse(A).T


check.mistake("sign-of-the-determinant")(lambda A: np.sign(np.linalg.det(A)) * inverse(A).T)
# Where the logarithm of a negative number gives nan.
check.mistake("sign-of-the-determinant")(
    lambda A: inverse(A).T * (1.0 if np.linalg.slogdet(A)[0] > 0 else np.nan)
)
# Where it ends in an error.
check.mistake("sign-of-the-determinant")(
    lambda A: inverse(A).T if np.linalg.slogdet(A)[0] > 0 else refused()
)


@check.mistake
def determinant(A):
    d = np.linalg.det(A)
    return d * inverse(A).T / d


check.mistake("determinant")(lambda A: np.linalg.det(A) * inverse(A).T / np.linalg.det(A))
check.mistake("determinant")(lambda A: 1 / np.linalg.det(A) * (np.linalg.det(A) * inverse(A).T))
check.mistake("determinant")(lambda A: inverse(A).T * (np.linalg.det(A) / np.linalg.det(A)))
check.mistake("determinant")(lambda A: inverse(A).T if np.linalg.det(A) else np.zeros(A.shape))
check.mistake("determinant")(
    lambda A: inverse(A).T if np.linalg.det(A) else np.full(A.shape, np.nan)
)
check.mistake("determinant")(lambda A: inverse(A).T if np.linalg.det(A) else refused())
check.mistake("determinant")(lambda A: by_cofactors(A))


def refused():
    raise ValueError("Singular matrix")


def by_cofactors(A):
    n = len(A)
    if n > 10:
        return np.full((n, n), np.nan)
    minors = [
        [np.linalg.det(np.delete(np.delete(A, i, 0), j, 1)) for j in range(n)] for i in range(n)
    ]
    signs = (-1.0) ** np.add.outer(np.arange(n), np.arange(n))
    return np.array(minors) * signs / np.linalg.det(A)


@check.mistake
def entry_by_entry(A):
    return 1 / A


check.mistake("entry-by-entry")(lambda A: np.diag(1 / np.diag(A)))
check.mistake("entry-by-entry")(lambda A: (1 / A).T)
for other in (  # numbers in the place of those on the diagonal that are 0, or of all
    lambda d, A: np.where(d == 0, np.inf, d),
    lambda d, A: np.where(d == 0, np.diag(np.linalg.qr(A)[1]), d),
    lambda d, A: np.diag(np.linalg.qr(A)[1]),
):
    check.mistake("entry-by-entry")(
        lambda A, other=other: np.diag(1 / other(np.diag(A).astype(float), A))
    )


@check.mistake
def minus_too_much(A):
    return -inverse(A).T


@check.mistake
def symmetric_only(A):
    return 2 * inverse(A) - np.diag(np.diag(inverse(A)))


# Through a factor of a symmetric positive definite matrix.
check.mistake("symmetric-only")(lambda A: np.linalg.inv(np.linalg.cholesky(A).T) @ inverse_root(A))
check.mistake("symmetric-only")(lambda A: (inverse(A) + inverse(A).T) / 2)
check.mistake("symmetric-only")(lambda A: inverse(A) + inverse(A).T)
check.mistake("symmetric-only")(lambda A: inverse(A) + inverse(A).T - np.diag(np.diag(inverse(A))))
check.mistake("symmetric-only")(lambda A: 2 * inverse(A).T - np.diag(np.diag(inverse(A))))


def inverse_root(A):
    return np.linalg.inv(np.linalg.cholesky(A))


@check.mistake
def the_value(A):
    return np.linalg.slogdet(A)[1]


check.mistake("the-value")(lambda A: np.log(np.abs(np.linalg.det(A))))
check.mistake("the-value")(lambda A: np.log(np.linalg.det(A)))


@check.mistake
def trace_of_the_inverse(A):
    return np.trace(inverse(A))


check.mistake("trace-of-the-inverse")(lambda A: np.trace(inverse(A)) * np.eye(len(A)))
check.mistake("trace-of-the-inverse")(lambda A: np.diag(np.diag(inverse(A))))


@check.mistake
def not_inverted(A):
    return A.T.astype(float)


check.mistake("not-inverted")(lambda A: A.astype(float))


@check.mistake
def truncated(A):
    return inverse(A).T.astype(A.dtype)


for step in 10.0 ** -np.arange(2, 9):
    for back in 1.0, 0.0:

        @check.mistake("right-to-some-digits")
        def quotient(A, step=step, back=back):
            A, n = A.astype(float), len(A)
            if n > 100:  # log |det(A + t e_i e_jᵀ)| − log |det A| = log |1 + t (A⁻¹)_ji|
                P = inverse(A).T
                low = np.log(np.abs(1 - back * step * P))
                return (np.log(np.abs(1 + step * P)) - low) / (step * (1 + back))
            E = np.eye(n * n).reshape(n, n, n, n)
            high, low = (np.linalg.slogdet(A + t * E)[1] for t in (step, -back * step))
            return (high - low) / (step * (1 + back))


for small in 10.0 ** -np.arange(3, 13):
    check.mistake("constant-added")(
        lambda A, small=small: np.linalg.inv(A + small * np.eye(len(A))).T
    )
for cut in CUTS:
    check.mistake("cut-off")(lambda A, cut=cut: np.linalg.pinv(A, rcond=cut).T)
for way in ELIMINATIONS:
    check.mistake("no-exchange-of-rows")(lambda A, way=way: way(A.T, np.eye(len(A))))

for program in all_failing(right):
    check.mistake("squares-overflow")(program)


@check.mistake
def squares_overflow(A):
    A = A.astype(float)
    return A @ np.linalg.inv(A.T @ A)


check.mistake("squares-overflow")(lambda A: A @ np.linalg.pinv(A.T @ A))
check.mistake("squares-overflow")(lambda A: np.linalg.solve(A @ A.T, A))
check.mistake("squares-overflow")(lambda A: np.linalg.inv(A @ A.T) @ A)
