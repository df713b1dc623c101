"""hint: half-too-much

The antisymmetric parts are taken with the factor 1/2, (X - X^T)/2, as in the splitting of a matrix, so the rotation terms are halved.
"""

import numpy as np


def skew(X):
    return (X - X.T) / 2


def svd_vjp(W, U_bar, s_bar, Vt_bar):
    c = np.abs(W).max()
    U, s, Vt = np.linalg.svd(W / c, full_matrices=False)
    X, Y = skew(U.T @ U_bar / c), skew(Vt @ Vt_bar.T / c)
    M = np.diag(1.0 * s_bar)
    for i in range(len(s)):
        for j in range(len(s)):
            if i == j:
                continue
            f = 1 / (s[j] - s[i]) / (s[j] + s[i])
            M[i, j] += f * X[i, j] * s[j] + s[i] * f * Y[i, j]
    P = (U_bar - U @ (U.T @ U_bar)) / c / s
    Q = (Vt_bar - (Vt_bar @ Vt.T) @ Vt) / c / s[:, None]
    return U @ M @ Vt + P @ Vt + U @ Q
