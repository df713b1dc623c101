"""hint: own-signs

Hands a wide W over as its transpose, whose decomposition may have other signs.
"""


def svd_vjp(W, U_bar, s_bar, Vt_bar):
    m, n = W.shape
    if m < n:
        return svd_vjp(W.T, Vt_bar.T, s_bar, U_bar.T).T
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    k = len(s)
    c = s[0]
    t = s / c
    F = 1 / (t[None, :] ** 2 - t[:, None] ** 2 + np.eye(k)) - np.eye(k)
    M = (U.T @ U_bar) / c
    N = (Vt @ Vt_bar.T) / c
    inner = np.diag(s_bar) + (F * (M - M.T)) * t + t[:, None] * (F * (N - N.T))
    return U @ inner @ Vt + ((U_bar - U @ (U.T @ U_bar)) / s) @ Vt
