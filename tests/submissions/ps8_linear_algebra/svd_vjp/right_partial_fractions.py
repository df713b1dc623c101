"""F Sigma and Sigma F by partial fractions, 1/2 (1/(s_j - s_i) +- 1/(s_j + s_i)), so that nothing is squared or scaled."""

import numpy as np


def svd_vjp(W, U_bar, s_bar, Vt_bar):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    X = U.T @ U_bar
    Y = Vt @ Vt_bar.T
    minus = s[None, :] - s[:, None]
    np.fill_diagonal(minus, np.inf)
    p = 0.5 / minus
    q = 0.5 / (s[None, :] + s[:, None])
    np.fill_diagonal(q, 0)
    core = (p + q) * (X - X.T) + (p - q) * (Y - Y.T) + np.diag(s_bar)
    # out of the span: one of the two is 0
    return U @ core @ Vt + (U_bar - U @ X) / s @ Vt + (U / s) @ (Vt_bar - Y.T @ Vt)
