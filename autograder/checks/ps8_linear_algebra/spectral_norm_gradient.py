"""The gradient of the largest singular value is u₁v₁ᵀ (Watson 1992 gives the subgradients too).

Where it is repeated, a subgradient is U₁ H V₁ᵀ with the singular vectors that belong to it and any
symmetric positive semidefinite H of trace 1; at W = 0 any matrix of nuclear norm at most 1.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, difference
from autograder.checks.ps8_linear_algebra.matrices import (
    SIGNS,
    any_scale,
    deaf_to_ones,
    diagonal,
    failing,
    matrix,
    positive_first,
    sized,
    svd,
)
from autograder.reference.spectra import svd_vjp

# What rounding costs grows with s_1/(s_1 − s_2), which is 4 in most cases and 1000 in one of them.
RTOL = 1e-13
# Singular values closer than this to the largest, as a share of it, are equal in these cases.
EQUAL = 1e-9


def right(W):
    U, s, Vt = np.linalg.svd(sized(W)[1], full_matrices=False)
    return svd_vjp((None, np.eye(len(s))[0], None), (U, s, Vt), W, vectors=True)


def judge(got, want, W):
    """Compare with u₁v₁ᵀ; where the largest singular value is repeated, ask for a subgradient."""
    U, s, Vt = np.linalg.svd(sized(W)[1], full_matrices=False)
    r = int(np.sum(s >= (1 - EQUAL) * s[0]))
    near = s[0] / (s[0] - s[1]) / 4 if r == 1 < len(s) else 1.0
    found = difference(got, want, RTOL * max(near, 1.0), double=True)
    if found is None or found.got is None or not np.isfinite(found.got).all():
        return found
    if s[0] == 0:
        return None if np.linalg.norm(found.got, "nuc") <= 1 + 1e-9 else found
    if r == 1:
        return found
    H = U[:, :r].T @ found.got @ Vt[:r].T
    off = np.abs(U[:, :r] @ H @ Vt[:r] - found.got).max() + np.abs(H - H.T).max()
    if max(off, abs(np.trace(H) - 1), -np.linalg.eigvalsh(H + H.T).min()) <= 1e-9:
        return None
    return Difference("not a subgradient of the spectral norm", found.hint)


check = Exercise(__name__, right, judge=judge)


@check.part("tall, wide and square", 1.5)
def _(draw: Draw) -> Iterator[tuple[np.ndarray] | Case]:
    for m, n in (4, 2), (2, 5), (3, 3), (1, 3), (4, 1), (5, 4):
        yield (matrix(draw, m, n),)
    yield Case((-np.abs(matrix(draw, 3, 4)),), "negative entries, shape (3, 4)")
    yield Case((diagonal(draw, 4, 3),), "a diagonal matrix, shape (4, 3)")
    W = matrix(draw, 3, 4, [2.0, 1.998, 0.7])
    yield Case((W,), "singular values 2, 1.998 and 0.7, shape (3, 4)")
    yield Case((deaf_to_ones(draw),), "singular vectors orthogonal to ones, shape (4, 4)")
    W = draw.rng.integers(-2, 3, (3, 2))
    W[0] = [9, -4]
    yield Case((W,), "integers, shape (3, 2)")


@check.part("a repeated largest singular value: any subgradient", 0.5)
def _(draw: Draw) -> Iterator[Case]:
    for m, n, s in (4, 3, [2.0, 2.0, 0.8]), (3, 3, [1.5] * 3), (3, 5, [3.0, 3.0, 1.0]):
        repeated = sum(value == s[0] for value in s)
        yield Case((matrix(draw, m, n, s),), f"{repeated} equal ones, shape {(m, n)}")
    yield Case((np.zeros((2, 3)),), "zeros, shape (2, 3)")


@check.part("any scale", 1, otherwise="scale")
def _(draw: Draw) -> Iterator[Case]:
    yield from any_scale(draw)


def of_pair(k):
    """The gradient of the singular value at place k."""

    def program(W):
        U, _, Vt = svd(W)
        return np.outer(U[:, k], Vt[k])

    return program


@check.mistake
def all_of_them(W):
    return svd(W)[0] @ svd(W)[2]


check.mistake("smallest")(of_pair(-1))


@check.mistake
def sign(W):
    return -of_pair(0)(W)


# Two eigenproblems give u and v each with a sign of its own.
def signs(rule, both=1.0):
    def program(W):
        U, _, Vt = svd(W)
        u, v = U[:, 0], Vt[0]
        return both * rule(u) * rule(v) * np.outer(u, v)

    return program


for rule in SIGNS:
    check.mistake("signs-apart")(signs(rule))
check.mistake("signs-apart")(signs(positive_first, -1.0))
check.mistake("signs-apart")(lambda W: np.abs(of_pair(0)(W)))


@check.mistake("signs-apart")
def two_eigenproblems(W):
    v, u = np.linalg.eigh(W.T @ W)[1][:, -1], np.linalg.eigh(W @ W.T)[1][:, -1]
    return np.outer(u, v)


for largest in np.argmax, lambda values: np.argmax(np.abs(values)):

    @check.mistake
    def eigenvalues(W, largest=largest):
        values, V = np.linalg.eigh(W)
        k = largest(values)
        return np.sign(values[k]) * np.outer(V[:, k], V[:, k])


# The pairs of all values that are equal to the largest.
for equal in (
    lambda s: s >= (1 - EQUAL) * s[0],
    lambda s: np.isclose(s, s[0]),
    lambda s: np.abs(s - s[0]) < EQUAL,
):

    @check.mistake
    def ties_summed(W, equal=equal):
        U, s, Vt = svd(W)
        return (U * equal(s)) @ Vt

    @check.mistake("ties-summed")
    def vectors_summed(W, equal=equal):
        U, s, Vt = svd(W)
        return np.outer(U @ equal(s), equal(s) @ Vt)


@check.mistake
def zero_at_a_tie(W):
    s = svd(W)[1]
    return of_pair(0)(W) * (len(s) == 1 or s[1] < (1 - EQUAL) * s[0])


@check.mistake
def no_second_value(W):
    return of_pair(0)(W) if svd(W)[1][1] >= 0 else None


check.mistake("truncated")(lambda W: right(W).astype(W.dtype))


@check.mistake
def turned(W):
    return of_pair(0)(W).T


for svd_of in (svd, np.linalg.svd):
    for pair in (
        lambda U, _, Vt: (U[:, 0], Vt[:, 0]),
        lambda U, _, Vt: (U[0], Vt[0]),
        lambda U, _, Vt: (U[0], Vt[:, 0]),
    ):
        check.mistake("column-for-row")(lambda W, f=svd_of, pair=pair: np.outer(*pair(*f(W))))


@check.mistake
def singular_value_kept(W):
    return svd(W)[1][0] * of_pair(0)(W)


check.mistake("singular-value-kept")(lambda W: 2 * svd(W)[1][0] * of_pair(0)(W))
check.mistake("singular-value-kept")(lambda W: of_pair(0)(W) / svd(W)[1][0])


@check.mistake
def frobenius(W):
    return W / np.linalg.norm(W)


check.mistake("frobenius")(lambda W: W / (np.linalg.norm(W) or 1.0))
check.mistake("frobenius")(lambda W: W / np.linalg.norm(W, 2))


@check.mistake
def one_factor(W):
    return np.outer(svd(W)[0][:, 0], svd(W)[0][:, 0])


check.mistake("one-factor")(lambda W: np.outer(svd(W)[2][0], svd(W)[2][0]))
check.mistake("one-factor")(lambda W: svd(W)[0][:, 0])
check.mistake("one-factor")(lambda W: svd(W)[2][0])


@check.mistake
def the_value(W):
    return svd(W)[1][0]


@check.mistake
def scalar_product(W):
    return svd(W)[0][:, 0] @ svd(W)[2][0]


check.mistake("scalar-product")(lambda W: svd(W)[0][:, 0] * svd(W)[2][0])


@check.mistake
def largest_entry(W):
    at = np.unravel_index(np.argmax(np.abs(W)), W.shape)
    return np.sign(W) * (np.arange(W.size).reshape(W.shape) == np.ravel_multi_index(at, W.shape))


check.mistake("largest-entry")(lambda W: np.abs(largest_entry(W)))
for axis in 0, 1:

    @check.mistake
    def largest_row(W, axis=axis):
        sums = np.abs(W).sum(axis=axis, keepdims=True)
        return np.sign(W) * (
            np.cumsum(sums == sums.max(), axis=1 - axis) * (sums == sums.max()) == 1
        )


@check.mistake
def divided_by_zero(W):
    _, s, Vt = svd(W)
    return np.outer(W @ Vt[0] / s[0], Vt[0])


check.mistake("divided-by-zero")(
    lambda W: np.outer(svd(W)[0][:, 0], svd(W)[0][:, 0] @ W / svd(W)[1][0])
)
check.mistake("divided-by-zero")(lambda W: of_pair(0)(W) * (svd(W)[1][0] / svd(W)[1][0]))


@check.mistake
def small_by_an_absolute_number(W):
    return of_pair(0)(W) * (svd(W)[1][0] > 1e-8)


# The average over all values that are taken for equal.
for equal in (lambda s: np.isclose(s, s[0])), (lambda s: np.abs(s - s[0]) < EQUAL):
    check.mistake("small-by-an-absolute-number")(
        lambda W, equal=equal: (svd(W)[0] * equal(svd(W)[1]) / equal(svd(W)[1]).sum()) @ svd(W)[2]
    )
for power in range(1, 17):
    check.mistake("small-by-an-absolute-number")(
        lambda W, power=power: of_pair(0)(W) * (svd(W)[1][0] / (svd(W)[1][0] + 10.0**-power))
    )


def without_noise(y):
    """Return coefficients with 0 in the place of those that are no more than rounding."""
    return y * (np.abs(y) > 1e-12)


# v ← WᵀW v, normed.
STARTS = (
    lambda n: np.ones(n),
    lambda n: np.eye(n)[0],
    lambda n: np.random.default_rng(0).standard_normal(n),
    lambda n: np.random.RandomState(0).standard_normal(n),
)
for start in STARTS:
    for steps in (5, 10, 20, 30, 50, 100, 200, 1000):
        for more in (0, 1):

            @check.mistake
            def fixed_number_of_steps(W, start=start, steps=steps, more=more):
                U, s, Vt = svd(sized(W)[1])
                s = s / (s[0] or 1.0)
                first = without_noise(Vt @ start(W.shape[1]))
                u, v = (s ** (2 * steps + k) * first for k in (2 * more - 1, 0))
                u, v = (y / (np.linalg.norm(y) or 1.0) for y in (u, v))
                return np.outer(U @ u, v @ Vt)


# Of the pairs that the first vector has a part along the steps find the largest.
for start in STARTS[:2]:
    for left in False, True:

        @check.mistake
        def start_without_a_part(W, start=start, left=left):
            U, _, Vt = svd(W)
            along = U.T if left else Vt
            k = int(np.argmax(without_noise(along @ start(along.shape[1])) != 0))
            return np.outer(U[:, k], Vt[k])


# Through the largest eigenvector of WᵀW or WWᵀ.
def by_gram(W, other=False):
    X = W.T if other else W
    v = np.linalg.eigh(X.T @ X)[1][:, -1]
    u = X @ v
    G = np.outer(u / np.linalg.norm(u), v)
    return G.T if other else G


check.mistake("squares")(lambda W: by_gram(W))
check.mistake("squares")(lambda W: by_gram(W, True))
check.mistake("squares")(lambda W: by_root(W))


for large in np.nan, 0.0:
    for small in np.nan, 0.0:
        check.mistake("squares")(failing(right, large, small, 1))


def by_root(W):
    values, V = np.linalg.eigh(W.T @ W)
    return np.outer(W @ V[:, -1] / np.sqrt(values[-1]), V[:, -1])


@check.mistake("squares")
def power_iteration(W):
    v = np.ones(W.shape[1])
    for _ in range(1000):
        v = W.T @ (W @ v)
        v /= np.linalg.norm(v)
    u = W @ v
    return np.outer(u / np.linalg.norm(u), v)
