"""The gradient of the nuclear norm Σ s_i is U Vᵀ (Watson 1992, who gives the subgradients too).

Where W has rank r < min(m, n), a subgradient is U₁V₁ᵀ + U₂ H V₂ᵀ with the first r singular vectors,
the others, and any H of spectral norm at most 1: every one of them is right.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.checks import Case, Draw, Exercise
from autograder.checks.compare import Difference, difference
from autograder.checks.ps8_linear_algebra.matrices import SIGNS, any_scale, matrix, sized, svd
from autograder.reference.spectra import svd_vjp

# What rounding costs grows with s_1/s_k, which is 4 in most cases and 4e4 in two of them.
RTOL = 1e-13
# A singular value below this share of the largest is 0 in these cases.
ZERO = 1e-9


def right(W):
    U, s, Vt = np.linalg.svd(sized(W)[1], full_matrices=False)
    return svd_vjp((None, np.ones(len(s)), None), (U, s, Vt), W, vectors=True)


def judge(got, want, W):
    """Compare with U Vᵀ; where W has not full rank, ask for any subgradient."""
    U, s, Vt = np.linalg.svd(sized(W)[1])
    r = int(np.sum(s > ZERO * max(s[0], 1e-300)))
    found = difference(got, want, RTOL * s[0] / s[r - 1] if r else RTOL, double=True)
    if found is None or found.got is None:
        return found
    if r == len(s) or not np.isfinite(found.got).all():
        return found
    G = U.T @ found.got @ Vt.T  # in the bases of the singular vectors
    off = max(np.abs(G[:r, :r] - np.eye(r)).max(initial=0), np.abs(G[:r, r:]).max(initial=0))
    off = max(off, np.abs(G[r:, :r]).max(initial=0))
    if max(off, np.linalg.norm(G[r:, r:], 2) - 1) <= 1e-9:
        return None
    return Difference("not a subgradient of the nuclear norm", found.hint)


check = Exercise(__name__, right, judge=judge)


@check.part("tall, wide and square", 2)
def _(draw: Draw) -> Iterator[tuple[np.ndarray] | Case]:
    for m, n in (4, 2), (2, 5), (3, 3), (1, 3), (4, 1):
        yield (matrix(draw, m, n),)
    yield Case((matrix(draw, 3, 4, [2.0, 2.0, 0.7]),), "two equal singular values, shape (3, 4)")
    W = draw.rng.integers(-4, 5, (3, 2))
    W[:2] = [[3, -1], [1, 2]]
    yield Case((W,), "integers, shape (3, 2)")


@check.part("not of full rank: any subgradient", 1)
def _(draw: Draw) -> Iterator[Case]:
    for m, n, s in (4, 3, [2.0, 0.8, 0.0]), (3, 5, [1.5, 0.0, 0.0]), (4, 4, [3.0, 1.0, 0.0, 0.0]):
        yield Case((matrix(draw, m, n, s),), f"rank {np.count_nonzero(s)}, shape {(m, n)}")
    W = np.outer(draw.rng.integers(1, 4, 3), [1, 0, -2, 3]).astype(float)
    yield Case((W,), "rank 1, shape (3, 4)")
    yield Case((np.zeros((2, 3)),), "zeros, shape (2, 3)")


@check.part("any scale", 1, otherwise="scale")
def _(draw: Draw) -> Iterator[Case]:
    yield from any_scale(draw)
    for m, n in (4, 3), (3, 3):
        W = matrix(draw, m, n, [2.0, 3e-2, 5e-5])
        yield Case((W,), f"singular values 2, 3e-2 and 5e-5, shape {(m, n)}")


@check.mistake
def singular_values_kept(W):
    return W.astype(float)


check.mistake("singular-values-kept")(lambda W: svd(W)[0] * svd(W)[1])
check.mistake("singular-values-kept")(lambda W: W / svd(W)[1].sum())
check.mistake("singular-values-kept")(lambda W: W / svd(W)[1][0])
check.mistake("singular-values-kept")(lambda W: W * svd(W)[1][0])
check.mistake("singular-values-kept")(lambda W: (svd(W)[0] * np.sqrt(svd(W)[1])) @ svd(W)[2])
check.mistake("singular-values-kept")(lambda W: (svd(W)[0] * svd(W)[1] ** 2) @ svd(W)[2])
check.mistake("singular-values-kept")(lambda W: svd(W)[0] @ np.diag(1 / svd(W)[1]) @ svd(W)[2])


@check.mistake
def v_for_its_transpose(W):
    U, _, Vt = svd(W)
    return U @ Vt.T


@check.mistake("v-for-its-transpose")
def columns_of_the_full_one(W):
    (U, _, Vt), k = np.linalg.svd(W), min(W.shape)
    return U[:, :k] @ Vt[:, :k].T


# Each vector with a sign of its own, or the vectors of two eigenproblems.
for rule in SIGNS:

    @check.mistake("signs-apart")
    def apart(W, rule=rule):
        U, _, Vt = svd(W)
        return (U * [rule(u) for u in U.T]) @ (Vt * [[rule(v)] for v in Vt])


check.mistake("signs-apart")(lambda W: np.abs(svd(W)[0]) @ np.abs(svd(W)[2]))


@check.mistake("signs-apart")
def two_eigenproblems(W):
    k = min(W.shape)
    U, V = (np.linalg.eigh(G)[1][:, ::-1][:, :k] for G in (W @ W.T, W.T @ W))
    return U @ V.T


@check.mistake
def transposed(W):
    U, _, Vt = svd(W)
    return Vt.T @ U.T


@check.mistake
def frobenius(W):
    return W / np.linalg.norm(W)


check.mistake("frobenius")(lambda W: W / (np.linalg.norm(W) or 1.0))
check.mistake("frobenius")(lambda W: sized(W)[1] / np.linalg.norm(sized(W)[1]))
check.mistake("frobenius")(lambda W: sized(W)[1] / (np.linalg.norm(sized(W)[1]) or 1.0))
check.mistake("frobenius")(lambda W: 2.0 * W)


@check.mistake
def largest_only(W):
    U, _, Vt = svd(W)
    return np.outer(U[:, 0], Vt[0])


@check.mistake
def all_pairs(W):
    U, s, Vt = svd(W)
    return U @ np.ones((len(s), len(s))) @ Vt


check.mistake("all-pairs")(lambda W: np.outer(svd(W)[0].sum(1), svd(W)[2].sum(0)))
check.mistake("averaged")(lambda W: svd(W)[0] @ svd(W)[2] / min(W.shape))


@check.mistake
def trace_of_the_matrix(W):
    return np.eye(*W.shape)


check.mistake("trace-of-the-matrix")(lambda W: np.eye(W.shape[0]))


@check.mistake
def entries_signs(W):
    return np.sign(W).astype(float)


@check.mistake
def sign(W):
    U, _, Vt = svd(W)
    return -U @ Vt


@check.mistake
def one_factor(W):
    return svd(W)[0]


check.mistake("one-factor")(lambda W: svd(W)[2])
check.mistake("one-factor")(lambda W: svd(W)[0] @ svd(W)[0].T)
check.mistake("one-factor")(lambda W: svd(W)[2].T @ svd(W)[2])


@check.mistake
def vector_of_singular_values(W):
    return svd(W)[1]


check.mistake("vector-of-singular-values")(lambda W: svd(W)[1].sum())
check.mistake("vector-of-singular-values")(lambda W: np.ones(min(W.shape)))

for power in range(1, 17):

    @check.mistake("small-by-an-absolute-number")
    def cut(W, power=power):
        U, s, Vt = svd(W)
        return (U * (s > 10.0**-power)) @ Vt

    @check.mistake("small-by-an-absolute-number")
    def added(W, power=power):
        U, s, Vt = svd(W)
        return (U * (s / (s + 10.0**-power))) @ Vt


for power in range(1, 5):  # of the largest

    @check.mistake
    def small_values_dropped(W, power=power):
        U, s, Vt = svd(W)
        return (U * (s > 10.0**-power * s[0])) @ Vt

    @check.mistake("small-values-dropped")
    def damped(W, power=power):
        U, s, Vt = svd(W)
        return (U * (s / (s + (10.0**-power * s[0] or 1.0)))) @ Vt


check.mistake("truncated")(lambda W: right(W).astype(W.dtype))
check.mistake("too-steep-at-zero")(lambda W: right(W) if W.any() else np.ones(W.shape))


@check.mistake
def eigenvalues(W):
    values, V = np.linalg.eigh(W)
    return (V * np.sign(values)) @ V.T


@check.mistake("eigenvalues")
def of_a_general_matrix(W):
    values, V = np.linalg.eig(W)
    return np.real((V * np.sign(np.real(values))) @ np.linalg.inv(V))


@check.mistake
def square_only(W):
    return right(W) if len(W) == len(W.T) else np.linalg.inv(W)


for axis in 0, 1:

    @check.mistake
    def a_pair_for_each_row_or_column(W, axis=axis):
        U, _, Vt = svd(W)
        return sum(np.outer(U[:, i], Vt[i]) for i in range(W.shape[axis]))


@check.mistake
def pseudo_inverse(W):
    return np.linalg.pinv(W).T


check.mistake("pseudo-inverse")(lambda W: np.linalg.pinv(W))


# s/|s|, or vectors found by a division by s.
@check.mistake
def divided_by_zero(W):
    U, s, Vt = svd(W)
    return (U * (s / np.abs(s))) @ Vt


check.mistake("divided-by-zero")(lambda W: (W @ svd(W)[2].T / svd(W)[1]) @ svd(W)[2])
check.mistake("divided-by-zero")(lambda W: (svd(W)[0] / svd(W)[1]) @ (svd(W)[0].T @ W))
check.mistake("divided-by-zero")(
    lambda W: svd(W)[0] @ np.diag(1 / svd(W)[1]) @ np.diag(svd(W)[1]) @ svd(W)[2]
)


# X ← X (3 − XᵀX)/2 turns each singular value t into t (3 − t²)/2, and comes to 1 from below √3.
for steps in (3, 4, 5, 6, 7, 8, 10, 12, 15, 16, 18, 20, 25):
    for by in (2, "fro"):

        @check.mistake
        def fixed_number_of_steps(W, steps=steps, by=by):
            U, s, Vt = svd(sized(W)[1])
            s = s / (np.linalg.norm(s, None if by == "fro" else np.inf) or 1.0)
            for _ in range(steps):
                s = s * (3 - s**2) / 2
            return (U * s) @ Vt


# Through the square root of WᵀW or WWᵀ.
@check.mistake
def squares(W):
    values, V = np.linalg.eigh(W.T @ W)
    return W @ (V / np.sqrt(values)) @ V.T


check.mistake("squares")(lambda W: by_smaller_gram(W))
check.mistake("squares")(lambda W: by_smaller_gram(W, 1e-10))
check.mistake("squares")(lambda W: by_smaller_gram(W, 1e-12))
check.mistake("squares")(lambda W: by_smaller_gram(W, 0.0))
for size in (lambda W: sized(W)[0], lambda W: np.abs(W).max(), np.linalg.norm):
    for least in (None, 0.0, 1e-10, 1e-12, 1e-14):
        check.mistake("squares")(
            lambda W, size=size, least=least: by_smaller_gram(W / (size(W) or 1.0), least)
        )


@check.mistake("squares")
def by_the_largest_of_gram(W):
    values, V = (X[..., ::-1][..., : min(W.shape)] for X in np.linalg.eigh(W.T @ W))
    return W @ V / np.sqrt(np.abs(values)) @ V.T


def by_smaller_gram(W, least=None):
    """Return W (WᵀW)^(−1/2), or with the other product where that is smaller."""
    turned = W.shape[0] < W.shape[1]
    X = W.T if turned else W
    values, V = np.linalg.eigh(X.T @ X)
    if least is not None:
        V, values = V[:, values > least], values[values > least]
    G = X @ (V / np.sqrt(values)) @ V.T
    return G.T if turned else G


@check.mistake
def full_matrices(W):
    U, _, Vt = np.linalg.svd(W)
    return U @ Vt


check.mistake("full-matrices")(
    lambda W: full_matrices(W) if W.shape[0] == W.shape[1] else np.linalg.svd(W)[0]
)
