"""The Lanczos process with full reorthogonalisation: A Q = Q T + rest, T tridiagonal.

q_1 = v/‖v‖; α_j = q_jᵀAq_j, and β_j q_{j+1} is what of A q_j is orthogonal to q_1, …, q_j.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, difference
from autograder.checks.ps6_trace.probes import Products
from autograder.checks.ps6_trace.processes import (
    ROUNDING,
    by_pythagoras,
    ended_by,
    left,
    one_by_one,
    process,
    small,
    stepwise,
    unscaled,
)
from autograder.isolation.beside import numbers


def right(matvec, v, k):
    return process(matvec, v, k)


def judge(got: Any, want: Any, matvec: Products, v: Any, k: int) -> Difference | None:
    """Compare α and β, each by the size of T; the vectors asked about show what is wrong."""
    if isinstance(got, tuple | list) and len(got) != 2:
        return Difference(f"{len(got)} values where two are asked", "matrix-returned")
    if not isinstance(got, tuple | list):
        return difference(got, want) or Difference("no pair (alpha, beta)", "wrong-type")
    scale = max((float(np.max(np.abs(part), initial=0.0)) for part in want), default=0.0)
    if difference(got, want, 1e-9, 1e-9 * scale) and of_squares(matvec, got[1]):
        return Difference("beta is no length of what is left", "beta-by-pythagoras")
    for name, a, b in zip(("alpha", "beta"), got, want):
        if np.ndim(a) == 1 and np.ndim(a) == np.ndim(b) and len(a) != len(b):
            hint = "wrong-length" if len(a) < len(b) or name == "beta" else "not-stopped"
            hint = "powers" if of_powers(matvec, k) else hint
            return Difference(f"{len(a)} numbers in {name} where {len(b)} are asked", hint)
        found = difference(a, b, 1e-9, 1e-9 * scale)
        if found is not None:
            hint = found.hint
            if hint in ("wrong-value", "not-finite", "nearly-right", "whole-numbers"):
                hint = seen(matvec, np.asarray(v, dtype=float)) or f"another-{name}"
                hint = "powers" if of_powers(matvec, k) else hint
            return Difference(f"{name}: {found.message}", hint, found.got, found.want)
    return None


def of_powers(matvec: Products, k: int) -> bool:
    """Whether each vector asked about first is what the product before gave, up to its length."""
    Q = np.array(matvec.asked[: max(k - 1, 3)])
    if len(Q) < 3:
        return False
    with np.errstate(all="ignore"):
        W = Q[:-1] @ matvec.A.T
        lengths = np.linalg.norm(Q[1:], axis=1) * np.linalg.norm(W, axis=1)
        return bool(np.all(np.abs(np.sum(Q[1:] * W, axis=1) / lengths) > 1.0 - 1e-9))


def of_squares(matvec: Products, beta: Any) -> bool:
    """Whether a number of beta is the length of what is left but for rounding of its square."""
    Q = np.array(matvec.asked)
    try:
        given = numbers(beta, np.shape(beta))
    except (TypeError, ValueError):
        return False
    if given.ndim != 1 or not np.isfinite(Q).all():
        return False
    for j, (w, one) in enumerate(zip(Q @ matvec.A.T, given)):
        length = np.linalg.norm(w) or 1.0
        a, b = one / length, np.linalg.norm(left(Q[: j + 1], w)) / length
        if np.max(np.abs(Q[: j + 1] @ Q[: j + 1].T - np.eye(j + 1))) > 1e-8:
            return False
        if abs(a - b) > 1e-6 * max(a, b) > 1e-16 and abs(a**2 - b**2) < 1e-9:
            return True
    return False


def seen(matvec: Products, v: np.ndarray) -> str:
    """Return the hint for the vectors that were multiplied by A, the rows of Q, or ""."""
    Q = np.array(matvec.asked)
    if not np.isfinite(Q).all() or Q.size == 0:
        return "wrong-value"
    with np.errstate(all="ignore"):
        lengths = np.linalg.norm(Q, axis=1)
    start = v / np.linalg.norm(v)
    if not lengths[0] or abs(abs(start @ (Q[0] / lengths[0])) - 1.0) > 1e-8:
        return "start-ignored"
    if abs(lengths[0] - 1.0) > 1e-8:
        return "start-not-normalised"
    if np.max(np.abs(lengths - 1.0)) > 1e-8:
        return "not-normalised"
    away = np.abs(Q @ Q.T - np.eye(len(Q)))
    if np.max(away) <= 1e-6:
        return ""
    if np.max(away[:3, :3]) > 1e-6:
        return "not-orthogonalised"
    return "orthogonalised-once" if more_taken_off(Q, matvec.A) else "no-reorthogonalisation"


def more_taken_off(Q: np.ndarray, A: np.ndarray) -> bool:
    """Whether a rest was small, and more was taken off than the parts along the last two vectors.

    A vector of the recurrence is a combination of Aq_j, q_j and q_{j-1}, whatever rounding does.
    """
    small, more = False, False
    for j in range(1, len(Q) - 1):
        W = np.array([Q[j], Q[j - 1], A @ Q[j]])
        rest = left(np.linalg.qr(W[:2].T)[0].T, W[2])
        small |= bool(np.linalg.norm(rest) < 1e-3 * np.linalg.norm(W[2]))
        more |= bool(np.linalg.norm(left(np.linalg.qr(W.T)[0].T, Q[j + 1])) > 1e-3)
    return small and more


check = Exercise(__name__, right, judge=judge)


def with_spectrum(draw: Draw, values: np.ndarray) -> np.ndarray:
    """Return a symmetric matrix with these eigenvalues."""
    n = len(values)
    Q = np.linalg.qr(draw.normal(n, n))[0]
    return (Q * values) @ Q.T


def case(draw: Draw, A: np.ndarray, k: int, says: str = "", v: Any = None) -> Case:
    v = draw.normal(len(A)) if v is None else v
    says = says or f"a matrix of shape {A.shape}, k = {k}"
    return Case((Products(A), v, k), says)


def symmetric(draw: Draw, n: int) -> np.ndarray:
    """Return a symmetric matrix with eigenvalues of both signs."""
    A = draw.normal(n, n)
    return A + A.T


def graded(draw: Draw) -> Case:
    """Return a case where each product is much shorter than the one before, without rounding."""
    sizes = 1e-3 ** np.arange(7.0)
    T = np.diag(sizes * draw.uniform(0.5, 1.0, 7))
    T += np.diag(sizes[:-1], 1) + np.diag(sizes[:-1], -1)
    order = draw.rng.permutation(7)
    says = "later products much shorter than the first"
    return case(draw, T[np.ix_(order, order)], 7, says, (order == 0) * 2.0)


def small_rest(draw: Draw) -> Case:
    """Return a case where a rest is small, and no rounding: there is none in the coordinates."""
    T = np.diag([2.0, -1.0, 3.0, 1.0]) + np.diag([0.0, 1.0, 2.0], 1) + np.diag([0.0, 1.0, 2.0], -1)
    T[0, 1] = T[1, 0] = draw.uniform(4.0, 9.0) * 1e-9
    order = draw.rng.permutation(4)
    says = "a rest of a few 1e-9 of the product"
    return case(draw, T[np.ix_(order, order)], 4, says, (order == 0) * 2.0)


def close_together(draw: Draw, many: int, width: float) -> Case:
    """Return a case where rests get short, and stay far longer than rounding.

    What one pass leaves of earlier vectors is then more than rounding of the next one, and grows.
    """
    near = 1.0 + width * np.cos(np.pi * (np.arange(many) + 0.5) / many)
    values = np.concatenate([[-3.0, -1.2, 2.5, 5.0], near])
    n = len(values)
    Q = np.linalg.qr(draw.normal(n, n))[0]
    says = f"{many} eigenvalues close together, shape {(n, n)}, k = {n - 1}"
    return case(draw, (Q * values) @ Q.T, n - 1, says, Q @ draw.uniform(0.5, 1.5, n))


@check.part("one, two and three steps", 1.5)
def _(draw: Draw) -> Iterator[Case]:
    for n, k in (4, 1), (5, 2), (7, 3), (1, 1):
        yield case(draw, symmetric(draw, n), k)
    yield case(draw, symmetric(draw, 5), 3, "`v` of integers", draw.rng.permutation(5) - 1)


@check.part("many steps", 1)
def _(draw: Draw) -> Iterator[Case]:
    """Draw cases where far eigenvalues are found early, and the recurrence loses orthogonality."""
    yield case(draw, symmetric(draw, 9), 9)
    for n, k in (60, 30), (40, 40):
        near = np.linspace(-1.0, 1.0, n - 3)
        A = with_spectrum(draw, np.concatenate([near, [-40.0, 25.0, 60.0 + draw.uniform(0, 9)]]))
        yield case(draw, A, k, f"three large eigenvalues, shape {A.shape}, k = {k}")


@check.part("many steps, some of which leave little", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    yield close_together(draw, 8, 1e-5)
    yield close_together(draw, 7, 1e-6)


@check.part("k products", 0.5, calls=True)
def _(draw: Draw) -> Iterator[Case]:
    for n, k in (6, 1), (8, 5):
        yield case(draw, symmetric(draw, n), k)


@check.part("nothing new is left", 1)
def _(draw: Draw) -> Iterator[Case]:
    A = with_spectrum(draw, np.repeat([2.0, -1.0, 5.0], 3))
    yield case(draw, A, 6, "three different eigenvalues, k = 6")
    A, v = np.zeros((6, 6)), np.zeros(6)
    A[:3, :3], A[3:, 3:], v[3:] = symmetric(draw, 3), symmetric(draw, 3), draw.normal(3)
    yield case(draw, A, 4, "`v` in a subspace of three dimensions, k = 4", v)
    A = with_spectrum(draw, np.arange(1.0, 6.0))
    yield case(draw, A, 3, "`v` an eigenvector", np.linalg.eigh(A)[1][:, 2])
    yield case(draw, np.zeros((3, 3)), 3, "`A` = 0")
    yield case(draw, symmetric(draw, 3), 5, "k larger than n")
    A, v = np.zeros((6, 6)), np.append(draw.normal(3), np.zeros(3))
    A[:3, 3:] = with_spectrum(draw, np.array([1.0, -2.0, 4.0]))
    yield case(draw, A + A.T, 8, "k larger than n, alpha around 0", v)
    Q = np.linalg.qr(draw.normal(9, 9))[0]
    A = (Q * [1.0, -1.0, 4.0, -4.0, 2.0, 7.0, -3.0, 5.0, 6.0]) @ Q.T + 1e-8 * np.eye(9)
    v = Q[:, :4] @ np.repeat(draw.uniform(0.5, 1.5, 2), 2)
    yield case(draw, A, 7, "`v` in a subspace of four dimensions, alpha around 0", v)
    yield graded(draw)
    yield small_rest(draw)
    A, v = np.zeros((6, 6)), np.eye(6)[0]
    A[1:4, 1:4] = symmetric(draw, 3)
    A[0, 1:4] = A[1:4, 0] = 1e-9 * draw.normal(3)
    yield case(draw, A, 6, "later products much longer than the first", v)


@check.part("large and small numbers", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    for size, length in (1e150, 1.0), (1e-150, 1.0), (1.0, 1e150), (1.0, 1e-150):
        A, v = symmetric(draw, 6), draw.normal(6) * length
        yield case(draw, A * size, 4, f"`A` around {size:g}, `v` around {length:g}", v)


def of_the_pair(made):
    """Return a mistake that makes something else of alpha and beta."""
    return lambda matvec, v, k: made(*right(matvec, v, k))


check.mistake("no-reorthogonalisation")(lambda matvec, v, k: process(matvec, v, k, passes=0))
check.mistake("no-reorthogonalisation")(
    stepwise(lambda Q, w, alpha, beta: w - Q[-2:].T @ (Q[-2:] @ w))
)
check.mistake("orthogonalised-once")(stepwise(lambda Q, w, *_: one_by_one(Q, w, 1)))
check.mistake("orthogonalised-once")(stepwise(lambda Q, w, *_: left(Q, w, 1)))
check.mistake("previous-term-missing")(stepwise(lambda Q, w, alpha, beta: w - alpha[-1] * Q[-1]))
check.mistake("alpha-not-subtracted")(
    stepwise(lambda Q, w, alpha, beta: w - (beta[-1] * Q[-2] if beta else 0.0))
)
check.mistake("not-orthogonalised")(stepwise(lambda Q, w, alpha, beta: w))
check.mistake("start-only")(stepwise(lambda Q, w, alpha, beta: left(Q[:1], w)))
check.mistake("last-not-taken-off")(stepwise(lambda Q, w, alpha, beta: left(Q[:-1], w)))
check.mistake("start-not-normalised")(
    lambda matvec, v, k: process(matvec, v, k, start=lambda v: 1.0 * v, passes=0)
)
check.mistake("start-not-normalised")(stepwise(lambda Q, w, alpha, beta: left(Q, w), lambda v: v))
check.mistake("start-not-normalised")(
    stepwise(lambda Q, w, alpha, beta: one_by_one(Q, w), np.array)
)
check.mistake("start-squared")(stepwise(lambda Q, w, *_: one_by_one(Q, w), lambda v: v / (v @ v)))
check.mistake("truncated")(
    lambda matvec, v, k: process(
        matvec, v, k, lambda u: (u / np.linalg.norm(u)).astype(np.asarray(v).dtype)
    )
)
check.mistake("not-normalised")(lambda matvec, v, k: unscaled(matvec, v, k))
check.mistake("another-alpha")(of_the_pair(lambda alpha, beta: (np.ones(len(alpha)), beta)))
check.mistake("another-alpha")(of_the_pair(lambda alpha, beta: (np.abs(alpha), beta)))
check.mistake("another-beta")(of_the_pair(lambda alpha, beta: (alpha, 2.0 * beta)))
check.mistake("start-squared")(
    lambda matvec, v, k: process(matvec, v, k, start=lambda v: v / (v @ v))
)
check.mistake("start-ignored")(lambda matvec, v, k: right(matvec, np.ones(len(v)), k))
check.mistake("start-ignored")(lambda matvec, v, k: right(matvec, np.eye(len(v))[0], k))
check.mistake("start-ignored")(
    lambda matvec, v, k: right(matvec, np.random.default_rng(0).standard_normal(len(v)), k)
)
check.mistake("beta-off-by-one")(of_the_pair(lambda alpha, beta: (alpha, np.append(0.0, beta))))
check.mistake("beta-off-by-one")(of_the_pair(lambda alpha, beta: (alpha, np.append(beta, 0.0))))
check.mistake("beta-off-by-one")(of_the_pair(lambda alpha, beta: (alpha, beta[1:])))
check.mistake("beta-negative")(of_the_pair(lambda alpha, beta: (alpha, -beta)))
check.mistake("beta-by-pythagoras")(by_pythagoras)
check.mistake("beta-squared")(of_the_pair(lambda alpha, beta: (alpha, beta**2)))
check.mistake("swapped")(of_the_pair(lambda alpha, beta: (beta, alpha)))
check.mistake("one-too-few")(of_the_pair(lambda alpha, beta: (alpha[:-1], beta[:-1])))
check.mistake("matrix-returned")(
    of_the_pair(lambda a, b: np.diag(a) + np.diag(b, 1) + np.diag(b, -1))
)
check.mistake("eigenvalues-returned")(
    of_the_pair(lambda a, b: (np.linalg.eigvalsh(np.diag(a) + np.diag(b, 1) + np.diag(b, -1)), b))
)
check.mistake("not-stopped")(lambda matvec, v, k: process(matvec, v, k, end=False))
check.mistake("absolute-threshold")(lambda matvec, v, k: small(matvec, v, k, 1e-10))
check.mistake("absolute-threshold")(lambda matvec, v, k: small(matvec, v, k, 1e-14))


for factor in 1e2, 1e3, 1e4, 1e5, 1e6:
    check.mistake("bound-too-large")(
        ended_by(lambda sizes, alpha, beta, v, factor=factor: factor * sizes[-1])
    )
check.mistake("zero-matrix")(ended_by(lambda sizes, alpha, beta, v: sizes[-1], np.less))
check.mistake("another-length")(ended_by(lambda sizes, alpha, beta, v: sizes[0]))
check.mistake("another-length")(ended_by(lambda sizes, alpha, beta, v: max(sizes)))
check.mistake("another-length")(ended_by(lambda sizes, alpha, beta, v: max(map(abs, alpha))))
check.mistake("another-length")(ended_by(lambda sizes, alpha, beta, v: max([*beta, sizes[0]])))
check.mistake("another-length")(ended_by(lambda sizes, alpha, beta, v: abs(alpha[-1])))
check.mistake("another-length")(ended_by(lambda sizes, alpha, beta, v: v))


@check.mistake
def powers(matvec, v, k):
    Q, products = [v / np.linalg.norm(v)], []
    for _ in range(k):
        products.append(matvec(Q[-1]))
        Q.append(products[-1] / (np.linalg.norm(products[-1]) or 1.0))
    Q, R = np.linalg.qr(np.array(Q[:k]).T)
    T = np.linalg.lstsq(R.T, np.array(products) @ Q)[0]
    return np.diag(T), np.abs(np.diag(T, 1))


@check.mistake
def beta_kept_at_the_end(matvec, v, k):
    Q, alpha, beta = [v / np.linalg.norm(v)], [], []
    for _ in range(k):
        w = matvec(Q[-1])
        size = np.linalg.norm(w)
        alpha.append(Q[-1] @ w)
        w = left(np.array(Q), w)
        beta.append(np.linalg.norm(w))
        if beta[-1] <= ROUNDING * size:
            break
        Q.append(w / beta[-1])
    return np.array(alpha), np.array(beta)


@check.mistake
def filled_with_zeros(matvec, v, k):
    alpha, beta = right(matvec, v, k)
    return np.append(alpha, np.zeros(k - len(alpha))), np.append(beta, np.zeros(k - 1 - len(beta)))


@check.mistake("filled-with-zeros")
def full_of_zeros_but_all_steps(matvec, v, k):
    alpha, beta = np.zeros(k), np.zeros(k)
    found = right(matvec, v, k)
    alpha[: len(found[0])], beta[: len(found[1])] = found
    return alpha, beta[: max(k - 1, 0)]


@check.mistake
def one_product_too_many(matvec, v, k):
    found = right(matvec, v, k)
    matvec(v)
    return found


@check.mistake("one-product-too-many")
def two_products_a_step(matvec, v, k):
    return process(lambda q: (matvec(q), matvec(q))[1], v, k)
