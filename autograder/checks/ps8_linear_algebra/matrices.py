"""What matrices do the exercises of this set get? Those of a spectrum that the case chooses.

Singular values lie well apart and well away from 0, so that rounding stays small and every honest
order of operations comes to the same; where a case is about their size or about a repeated one, it
gives them itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Case, Draw

LARGE, SMALL = 1e200, 1e-200
SCALES = ((LARGE, "entries near 1e200"), (SMALL, "entries near 1e-200"))


def spectrum(draw: Draw, k: int, least: float = 1.3, most: float = 1.8) -> np.ndarray:
    """Return k singular values, the largest first, each so many times the next."""
    ratios = draw.uniform(least, most, k)
    return np.cumprod(ratios)[::-1] * draw.uniform(0.5, 0.8)


def near(draw: Draw, k: int) -> np.ndarray:
    """Return k singular values that lie so near that squaring the matrix costs no digits."""
    return spectrum(draw, k, 1.05, 1.35)


def orthonormal(draw: Draw, m: int, k: int) -> np.ndarray:
    """Return k orthonormal columns of m entries."""
    return np.linalg.qr(draw.normal(m, k))[0]


def matrix(draw: Draw, m: int, n: int, s: Any = None) -> np.ndarray:
    """Return a matrix of shape (m, n) with the singular values s, drawn where none are given."""
    k = min(m, n)
    values = spectrum(draw, k) if s is None else np.asarray(s, dtype=float)
    return (orthonormal(draw, m, k) * values) @ orthonormal(draw, n, k).T


def whole_numbers(draw: Draw, m: int, n: int) -> np.ndarray:
    """Return an integer matrix of full rank, whose diagonal outweighs the rest."""
    A = draw.rng.integers(-2, 3, (m, n))
    rows = np.arange(min(m, n))
    A[rows, rows] = 2 * max(m, n) + draw.rng.integers(1, 4, len(rows))
    A[0, 0] *= -1
    return A


def zero_pivot(draw: Draw, n: int) -> np.ndarray:
    """Return an integer matrix with which an elimination must exchange rows at its first step.

    Below the 0 on its diagonal stand negative numbers, the first of them the largest in size.
    """
    A = np.roll(whole_numbers(draw, n, n), 1, axis=0)
    A[0, 0], A[2:, 0] = 0, -1
    return A


def diagonal(draw: Draw, m: int, n: int) -> np.ndarray:
    """Return a matrix of negative numbers on its diagonal and zeros beside: its largest entry is 0.

    It has the singular values of other matrices, in any order with the largest not at the first
    place, where a search that begins with a unit vector would find it.
    """
    W = np.zeros((m, n))
    rows = np.arange(min(m, n))
    s = draw.rng.permutation(spectrum(draw, len(rows)))
    W[rows, rows] = -np.roll(s, int(np.argmax(s) == 0))
    return W


def away_from_0(draw: Draw, *shape: int) -> np.ndarray:
    """Return numbers of either sign and of size 0.5 to 2, to go with a graded matrix.

    Beside a small one the rounding of the others, divided by what is small, would be large.
    """
    return draw.rng.choice([-1.0, 1.0], shape) * draw.uniform(0.5, 2.0, *shape)


def graded(draw: Draw, m: int, n: int, decades: float = 6.0) -> np.ndarray:
    """Return a matrix with one number a column, from 1 down to 1e-6 in size, and zeros beside.

    Ill conditioned, and hardly an order of operations loses a digit; whoever cuts small singular
    values off loses everything. decades: by how many powers of ten the sizes differ.
    """
    W = np.zeros((m, n))
    k = min(m, n)
    sizes = 10.0 ** -np.linspace(0.0, decades, k) * draw.uniform(1.0, 2.0, k)
    rows, columns = draw.rng.permutation(m)[:k], draw.rng.permutation(n)[:k]
    W[rows, columns] = sizes * draw.rng.choice([-1.0, 1.0], k)
    return W


def deaf_to_ones(draw: Draw) -> np.ndarray:
    """Return a matrix of shape (4, 4) whose first singular vectors are orthogonal to ones.

    Ones and ones are its second pair; all its entries are whole and the largest is 16 in size, so
    that steps of a power iteration from there are exact and remain there.
    """
    H = np.array([[1, 1, 1, 1], [1, 1, -1, -1], [1, -1, 1, -1], [1, -1, -1, 1]])
    second = int(draw.rng.integers(4, 6))
    s = np.array([second, 9, 6 - second, 1])  # times 4
    W = (H.T * s) @ H
    rows, columns = draw.rng.permutation(4), draw.rng.permutation(4)
    return float(draw.rng.choice([-1.0, 1.0])) * W[rows][:, columns]


# Shares of the largest singular value below which others are taken for 0, all above 1e-6.
CUTS = (0.1, 1e-2, 1e-3, 1e-4, 1e-5)


def any_scale(draw: Draw) -> Iterator[Case]:
    """Yield a tall and a wide matrix of each scale, to be the one argument of an answer."""
    for scale, says in SCALES:
        yield Case((scale * matrix(draw, 3, 2),), f"{says}, shape (3, 2)")
        yield Case((scale * matrix(draw, 3, 4),), f"{says}, shape (3, 4)")


def svd(W: np.ndarray) -> Any:
    """Return the thin decomposition."""
    return np.linalg.svd(W, full_matrices=False)


def without_exchange(A: np.ndarray, c: np.ndarray) -> np.ndarray:
    """Solve A z = c by an elimination that never exchanges rows: a pivot of 0 gives nan."""
    n = len(A)
    M = np.column_stack([A, c]).astype(float)
    with np.errstate(all="ignore"):
        for i in range(n):
            for j in range(i + 1, n):
                M[j] = M[j] - M[j, i] / M[i, i] * M[i]
        for i in reversed(range(n)):
            M[i, n:] = (M[i, n:] - M[i, i + 1 : n] @ M[i + 1 :, n:]) / M[i, i]
    return M[:, n:].reshape(np.shape(c))


def stopped_by(error: Exception) -> Any:
    """Return the same where a pivot of 0 ends in an error: in Python's own numbers, or later."""

    def program(A: np.ndarray, c: np.ndarray) -> np.ndarray:
        z = without_exchange(A, c)
        if not np.isfinite(z).all():
            raise error
        return z

    return program


ELIMINATIONS = (
    without_exchange,
    stopped_by(ZeroDivisionError()),
    stopped_by(ValueError("Singular matrix")),
)


def positive_first(u: np.ndarray) -> Any:
    """Return the sign of the first entry."""
    return np.sign(u[0])


def positive_largest(u: np.ndarray) -> Any:
    """Return the sign of the entry that is largest in size."""
    return np.sign(u[np.argmax(np.abs(u))])


# By which entry a vector of undetermined sign is given one.
SIGNS = (
    positive_first,
    positive_largest,
    lambda u: np.sign(u[-1]),
    lambda u: np.sign(u.sum()),
)


def failing(right: Any, at_large: Any, at_small: Any, pieces: int) -> Any:
    """Return a program that is right for entries of ordinary size, and fails for the others.

    at_large, at_small: what all numbers are there, or an exception that is raised. pieces: of how
    many of several results, from the first.
    """

    def program(A: np.ndarray, *rest: np.ndarray) -> Any:
        size = np.max(np.abs(A))
        value = right(A, *rest)
        if 1e-150 < size < 1e150:
            return value
        how = at_large if size > 1 else at_small
        if isinstance(how, Exception):
            raise how
        found = value if isinstance(value, tuple) else (value,)
        found = tuple(np.full(np.shape(v), how) if i < pieces else v for i, v in enumerate(found))
        return found if isinstance(value, tuple) else found[0]

    return program


def all_failing(right: Any) -> list[Any]:
    """Return the programs that fail in one of the usual ways at each end."""
    ways = (np.nan, 0.0, ValueError("Singular matrix"))  # of which LinAlgError is a kind
    return [failing(right, a, b, pieces) for pieces in (1, 2) for a in ways for b in ways]


def sized(X: np.ndarray) -> tuple[float, np.ndarray]:
    """Return a power of two c and X/c, whose largest entry is about 1; c = 1 where X is 0."""
    X = np.asarray(X, dtype=float)
    exponent = int(np.frexp(np.max(np.abs(X), initial=0.0))[1])
    return 2.0**exponent, X / 2.0**exponent


def ordinary(A: np.ndarray) -> bool:
    """Whether a small number added to the diagonal leaves what is made of A right to some digits.

    Other ways are that right too, a difference quotient among them: the mistake of adding one is
    named by what it gives for matrices that are not ordinary.
    """
    return bool(np.linalg.cond(A) < 1e3 and np.abs(A).max() > 1e-150)
