"""hint: small-by-an-absolute-number

A constant 1e-12 is added to the differences of the squares against division by zero, which is no longer small beside them for entries near 1e-200.
"""

import numpy as np


def svd_vjp(W, U_bar, s_bar, Vt_bar):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    V, V_bar = Vt.T, Vt_bar.T
    with np.errstate(all="ignore"):
        F = 1.0 / ((s[None, :] - s[:, None]) * (s[None, :] + s[:, None]) + 1e-12)
        np.fill_diagonal(F, 0.0)
        X, Y = U.T @ U_bar, V.T @ V_bar
        M = np.diag(s_bar) + (F * (X - X.T)) @ np.diag(s) + np.diag(s) @ (F * (Y - Y.T))
    return U @ M @ Vt + (U_bar - U @ X) / s @ Vt + U / s @ (V_bar - V @ Y).T
