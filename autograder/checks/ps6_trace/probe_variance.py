"""The variance of vᵀAv for one probe v: 2‖S‖_F² for normal entries, 2 Σ_{i≠j} s_ij² for signs.

S = (A + Aᵀ)/2, as vᵀAv = vᵀSv. Hutchinson (1990); both follow from the fourth moments of v, and the
page of this set enumerates all vectors of signs.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, difference
from autograder.checks.ps6_trace import beside
from autograder.checks.ps6_trace.beside import KINDS
from autograder.checks.ps6_trace.probes import symmetric


def variance(S, kind, diagonal=lambda S: np.diag(np.diag(S))):
    """Return the variance for the matrix S, taken as symmetric."""
    rest = S - diagonal(S) if kind == "rademacher" else S
    return float(2.0 * np.sum(rest * rest))


def right(A, kind):
    if kind not in KINDS:
        raise ValueError(kind)
    A = np.asarray(A, dtype=float)
    return variance(symmetric(A), kind)


def judge(got: Any, want: Any, A: np.ndarray, kind: str) -> Difference | None:
    """Compare variances, up to rounding in the sum of all squares; or errors."""
    if kind not in KINDS:
        *known, other = got
        found = difference(known, want[:2], 0.0, np.inf)
        if found is None and other == "another error":
            return Difference("another exception than a `ValueError`", "another-exception")
        if found is None and other != want[2]:
            return Difference("no error where a `ValueError` is asked", "another-kind")
        return found
    A = np.asarray(A, dtype=float)  # whose squares may be summed, where those of S are 0
    return difference(got, want, 1e-12, 1e-13 * float(np.sum(A * A)))


check = Exercise(__name__, right, beside=beside.variance, judge=judge)


def matrices(draw: Draw) -> Iterator[np.ndarray]:
    """Yield matrices that are not symmetric, of several sizes and kinds."""
    for n in (3, 5, 1):
        yield draw.normal(n, n)
    yield draw.rng.integers(-9, 10, (4, 4))
    yield draw.rng.integers(10**10, 9 * 10**10, (3, 3))
    yield draw.normal(3, 3) * 1e140
    yield draw.normal(3, 3) * 1e-140
    yield np.diag(draw.normal(4))
    A = np.triu(draw.normal(4, 4), 1)
    yield A - A.T


def symmetric_matrices(draw: Draw) -> Iterator[np.ndarray]:
    """Yield symmetric matrices."""
    for n in (2, 4, 1):
        yield symmetric(draw.normal(n, n))
    A = draw.rng.integers(-9, 10, (3, 3))
    yield A + A.T


@check.part("`gaussian`, symmetric matrices", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    for A in symmetric_matrices(draw):
        yield case(draw, A, "gaussian")


@check.part("`rademacher`, symmetric matrices", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    for A in symmetric_matrices(draw):
        yield case(draw, A, "rademacher")


@check.part("`gaussian`, any square matrix", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    for A in matrices(draw):
        yield case(draw, A, "gaussian")


@check.part("`rademacher`, any square matrix", 1)
def _(draw: Draw) -> Iterator[Case]:
    for A in matrices(draw):
        yield case(draw, A, "rademacher")


@check.part("another kind is refused", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    for kind in ("sphere", "Gaussian", ""):
        yield case(draw, draw.normal(3, 3), kind)


def case(draw: Draw, A: np.ndarray, kind: str) -> Case:
    return Case((A, kind), f"`{kind}`, `A` of shape {A.shape}")


def with_(gaussian, rademacher=None):
    """Return a program; gaussian, rademacher: of the matrix and of its symmetric part."""

    def wrong(A, kind):
        if kind not in KINDS:
            raise ValueError(kind)
        A = np.asarray(A, dtype=float)
        chosen = rademacher if kind == "rademacher" and rademacher is not None else gaussian
        return float(chosen(A, symmetric(A)))

    return wrong


def as_given(formula):
    """Return a program; formula: of A as it is, and of whether its diagonal counts.

    Large integers go out of range here, as they do where nothing is made a float.
    """

    def wrong(A, kind):
        with np.errstate(all="ignore"):
            return checked(kind) and float(formula(np.asarray(A), kind == "gaussian"))

    return wrong


def doubled(M, whole):
    return 2 * np.sum((M if whole else M * (1 - np.eye(len(M), dtype=M.dtype))) ** 2)


def squares(S):
    return np.sum(S * S)


def diagonal(S):
    return np.sum(np.diag(S) ** 2)


def two_sums(S, whole):
    return 2.0 * (np.sum(S**2) - (0.0 if whole else diagonal(S)))


check.mistake("not-symmetrised")(lambda A, kind: checked(kind) and variance(1.0 * A, kind))
check.mistake("not-symmetrised")(as_given(doubled))
check.mistake("half-missing")(as_given(lambda A, whole: doubled(A + A.T, whole)))
check.mistake("truncated")(as_given(lambda A, whole: doubled((A + A.T) // 2, whole)))
check.mistake("truncated")(as_given(lambda A, whole: two_sums((A + A.T) // 2, whole)))
check.mistake("kinds-swapped")(lambda A, kind: checked(kind) and right(A, KINDS[kind == KINDS[0]]))
check.mistake("kind-ignored")(with_(lambda A, S: 2 * squares(S)))
check.mistake("kind-ignored")(with_(lambda A, S: 2 * (squares(S) - diagonal(S))))
check.mistake("factor-missing")(lambda A, kind: right(A, kind) / 2)
check.mistake("factor-missing")(lambda A, kind: 2 * right(A, kind))
check.mistake("deviation-for-variance")(lambda A, kind: np.sqrt(right(A, kind)))
check.mistake("deviation-for-variance")(
    as_given(lambda A, whole: np.sqrt(two_sums(symmetric(A), whole)))
)
check.mistake("factor-on-one-term")(
    with_(lambda A, S: 2 * squares(S), lambda A, S: 2 * squares(S) - diagonal(S))
)
check.mistake("factor-on-one-term")(
    with_(lambda A, S: 2 * squares(S), lambda A, S: squares(S) - 2 * diagonal(S))
)
check.mistake("trace-squared")(
    with_(lambda A, S: 2 * squares(S), lambda A, S: 2 * (squares(S) - np.trace(S) ** 2))
)
check.mistake("diagonal-not-squared")(
    with_(lambda A, S: 2 * squares(S), lambda A, S: 2 * (squares(S) - np.trace(S)))
)
check.mistake("diagonal-only")(with_(lambda A, S: 2 * squares(S), lambda A, S: 2 * diagonal(S)))
check.mistake("diagonal-only")(with_(lambda A, S: 2 * diagonal(S)))
check.mistake("half-of-the-pairs")(
    with_(lambda A, S: 2 * squares(S), lambda A, S: squares(S) - diagonal(S))
)
check.mistake("half-of-the-pairs")(
    with_(lambda A, S: 2 * squares(S), lambda A, S: 4 * np.sum(np.triu(A, 1) ** 2))
)
check.mistake("half-of-the-pairs")(
    with_(lambda A, S: squares(S) + diagonal(S), lambda A, S: squares(S) - diagonal(S))
)
check.mistake("another-norm")(with_(lambda A, S: 2 * np.linalg.norm(S, 2) ** 2))
check.mistake("another-norm")(
    with_(
        lambda A, S: 2 * np.linalg.norm(S, 2) ** 2,
        lambda A, S: 2 * np.linalg.norm(S - np.diag(np.diag(S)), 2) ** 2,
    )
)
check.mistake("another-norm")(
    with_(
        lambda A, S: 2 * np.linalg.norm(S, 2) ** 2,
        lambda A, S: 2 * (np.linalg.norm(S, 2) ** 2 - diagonal(S)),
    )
)
check.mistake("product-with-itself")(
    with_(lambda A, S: 2 * np.trace(A @ A), lambda A, S: 2 * (np.trace(A @ A) - diagonal(A)))
)
check.mistake("half-missing")(
    with_(lambda A, S: 8 * squares(S), lambda A, S: 8 * (squares(S) - diagonal(S)))
)
check.mistake("not-squared")(
    with_(
        lambda A, S: 2 * np.sqrt(squares(S)),
        lambda A, S: 2 * np.sqrt(squares(S - np.diag(np.diag(S)))),
    )
)
check.mistake("divided-by-n")(lambda A, kind: right(A, kind) / len(A))
check.mistake("divided-by-n")(lambda A, kind: right(A, kind) / np.size(A))
check.mistake("another-kind")(
    lambda A, kind: right(A, "gaussian" if kind == "gaussian" else "rademacher")
)
check.mistake("another-kind")(
    lambda A, kind: right(A, "rademacher" if kind == "rademacher" else "gaussian")
)
check.mistake("another-kind")(lambda A, kind: right(A, kind) if kind in KINDS else None)
check.mistake("another-kind")(lambda A, kind: right(A, kind.lower()))


check.mistake("diagonal-as-a-row")(
    with_(lambda A, S: 2 * squares(S), lambda A, S: 2 * squares(S - np.diag(S)))
)
check.mistake("matrix-squared")(
    with_(lambda A, S: 2 * np.sum(S @ S), lambda A, S: 2 * squares_of_the_matrix(S))
)
check.mistake("matrix-squared")(
    with_(lambda A, S: 2 * np.sum(S @ S), lambda A, S: 2 * (np.sum(S @ S) - diagonal(S)))
)


def squares_of_the_matrix(S):
    rest = S - np.diag(np.diag(S))
    return np.sum(rest @ rest)


@check.mistake("not-symmetrised")
def refused_unsymmetric(A, kind):
    if not np.allclose(A, A.T, atol=0.0):
        raise ValueError("not symmetric")
    return right(A, kind)


@check.mistake
def another_exception(A, kind):
    if kind not in KINDS:
        raise KeyError(kind)
    return right(A, kind)


check.mistake("fourth-moment")(
    with_(lambda A, S: 2 * squares(S) + diagonal(S), lambda A, S: right(A, "rademacher"))
)
check.mistake("fourth-moment")(
    with_(lambda A, S: 2 * squares(S) + diagonal(S), lambda A, S: 2 * squares(S) - diagonal(S))
)
check.mistake("fourth-moment")(
    with_(lambda A, S: 2 * squares(S) - diagonal(S), lambda A, S: right(A, "rademacher"))
)


@check.mistake
def overflowed(A, kind):
    S = np.asarray(A) + np.asarray(A).T
    return checked(kind) and variance(S, kind) / 4


@check.mistake("overflowed")
def overflowed_term_by_term(A, kind):
    A = np.asarray(A)
    found = np.sum(A * A) + np.sum(A * A.T)
    if kind == "rademacher":
        found = found - 2 * np.sum(np.diag(A) ** 2)
    return checked(kind) and float(found)


@check.mistake("overflowed")
def overflowed_pairs(A, kind):
    A = np.asarray(A)
    found = 0.5 * np.sum(np.triu((A + A.T) ** 2, 1)) * 2
    return checked(kind) and float(found + (2 * np.sum(np.diag(A) ** 2) if kind == KINDS[0] else 0))


def checked(kind):
    """Return True for one of the two kinds."""
    return kind in KINDS or bool(right(np.eye(1), kind))


@check.mistake
def truncated(A, kind):
    A = np.asarray(A)
    S = ((A + A.T) / 2).astype(A.dtype)
    return checked(kind) and variance(1.0 * S, kind)
