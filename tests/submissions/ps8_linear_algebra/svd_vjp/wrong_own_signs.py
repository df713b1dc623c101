"""hint: own-signs

The signs of the factors are normalised first (largest entry of u_i positive), but the adjoints belong to the factors as np.linalg.svd returns them.
"""

import numpy as np


def my_svd(W):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    for i in range(len(s)):
        if U[np.argmax(np.abs(U[:, i])), i] < 0:
            U[:, i] *= -1
            Vt[i] *= -1
    return U, s, Vt


def svd_vjp(W, U_bar, s_bar, Vt_bar):
    U, s, Vt = my_svd(W)
    a = s[0]
    t = s / a
    with np.errstate(divide="ignore"):
        F = 1 / ((t - t[:, None]) * (t + t[:, None]))
    F[np.diag_indices(len(t))] = 0
    X = U.T @ (U_bar / a)
    Y = Vt @ (Vt_bar.T / a)
    core = np.diag(s_bar) + (F * (X - X.T)) * t + t[:, None] * (F * (Y - Y.T))
    G = U @ core @ Vt
    G = G + (U_bar - U @ (U.T @ U_bar)) / s @ Vt
    return G + U / s @ (Vt_bar - Vt_bar @ Vt.T @ Vt)
