"""hint: no-projector

For tall and wide matrices the whole Ū Σ⁻¹ Vᵀ, or U Σ⁻¹ V̄ᵀ, is added, not only its part outside
of the span of U or V.
"""

import numpy as np


def svd_vjp(W, U_bar, s_bar, Vt_bar):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    m, n = W.shape
    s1 = s[0]
    r = s / s1
    with np.errstate(divide="ignore"):
        F = 1 / (r[np.newaxis, :] ** 2 - r[:, np.newaxis] ** 2)
    F[np.diag_indices_from(F)] = 0
    P = U.T @ (U_bar / s1)
    Q = Vt @ (Vt_bar / s1).T
    core = np.diag(np.asarray(s_bar, dtype=float))
    core += F * (P - P.T) @ np.diag(r)
    core += np.diag(r) @ (F * (Q - Q.T))
    W_bar = U @ core @ Vt
    if m > n:
        W_bar += (U_bar / s1 / r) @ Vt
    elif n > m:
        W_bar += (U / r) @ (Vt_bar / s1)
    return W_bar
