"""No matrix F; two loops over pairs i < j with divided differences, and the adjoints divided by
the largest singular value first.
"""

import numpy as np


def svd_vjp(W, U_bar, s_bar, Vt_bar):
    W = np.asarray(W, dtype=float)
    U, s, Vt = np.linalg.svd(W, full_matrices=False)  # the signs must be these
    k, c = s.size, s[0]
    t = [float(z / c) for z in s]
    u, v = [U[:, i] for i in range(k)], [Vt[i] for i in range(k)]
    ub = [np.asarray(U_bar)[:, i] / c for i in range(k)]
    vb = [np.asarray(Vt_bar)[i] / c for i in range(k)]
    G = np.zeros(W.shape)
    for i in range(k):
        G += float(s_bar[i]) * np.outer(u[i], v[i])
        for j in range(i + 1, k):
            a = u[i] @ ub[j] - u[j] @ ub[i]
            b = v[i] @ vb[j] - v[j] @ vb[i]
            f = 1.0 / (t[j] - t[i]) / (t[j] + t[i])
            # entries (i, j) and (j, i) of the matrix in brackets
            G += f * (a * t[j] + t[i] * b) * np.outer(u[i], v[j])
            G += f * (a * t[i] + t[j] * b) * np.outer(u[j], v[i])
        left, right = ub[i], vb[i]
        for _ in range(2):
            left = left - U @ (U.T @ left)
            right = right - Vt.T @ (Vt @ right)
        if W.shape[0] > k:
            G += np.outer(left / t[i], v[i])
        if W.shape[1] > k:
            G += np.outer(u[i], right / t[i])
    return G
