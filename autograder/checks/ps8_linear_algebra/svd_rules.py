"""The rule of the thin SVD, with a mistake in the place of one of its pieces."""

from __future__ import annotations

import numpy as np

from autograder.checks.ps8_linear_algebra.gaps import gaps
from autograder.checks.ps8_linear_algebra.matrices import sized


def wrongly(
    F=gaps,
    skew=lambda C: C - C.T,
    skew_v=None,
    unscaled=False,
    of_u=lambda K, s: K * s,
    of_v=lambda K, s: s[:, None] * K,
    left=lambda Y, U: Y - U @ (U.T @ Y),
    over=lambda X, s: X / s,
    parts=(1.0, 1.0, 1.0, 1.0, 1.0),
    end=lambda U, M, Vt: U @ M @ Vt,
    size=lambda W: sized(W)[0],
    of_size=lambda X, c: X / c,
    outside_unscaled=False,
):
    """The right program, with a mistake in the place of one of its pieces.

    F(s); unscaled: of the singular values as they are. skew: of UᵀŪ and VᵀV̄, skew_v: of the
    latter. of_u, of_v: where the singular values come. left: a cotangent less
    what lies in the span of the vectors. over: by the singular values. parts: factors of s̄, of the
    terms of Ū and V̄ inside, and of the two outside. end: the factors put around. size: by which W
    is divided first; what a mistake comes to may depend on it. of_size: a cotangent after that.
    outside_unscaled: the two terms outside are of W as it is.
    """

    def program(W, U_bar, s_bar, Vt_bar):
        c = size(W)
        U, s, Vt = np.linalg.svd(W, full_matrices=False)
        s, u, v, V = s / c, of_size(U_bar, c), of_size(Vt_bar.T, c), Vt.T
        M = parts[0] * np.diag(s_bar)
        K = F(s * c if unscaled else s)
        M = M + parts[1] * of_u(K * skew(U.T @ u), s)
        M = M + parts[2] * of_v(K * (skew_v or skew)(V.T @ v), s)
        if outside_unscaled:
            s, u, v = s * c, U_bar, Vt_bar.T
        outside = parts[3] * over(left(u, U), s) @ Vt + parts[4] * U @ over(left(v, V), s).T
        return end(U, M, Vt) + outside

    return program


def vjp_unscaled(F):
    """The rule as it stands, squares of the singular values included."""

    def program(W, U_bar, s_bar, Vt_bar):
        U, s, Vt = np.linalg.svd(W, full_matrices=False)
        C, E = U.T @ U_bar, Vt @ Vt_bar.T
        M = np.diag(s_bar) + F(s) * (C - C.T) * s + s[:, None] * (F(s) * (E - E.T))
        left, right = U_bar - U @ C, Vt_bar - E.T @ Vt
        return U @ M @ Vt + left / s @ Vt + U @ (right / s[:, None])

    return program
