"""hint: projector-not-divided

In the terms for tall and wide W the singular values multiply where they divide.
"""


def svd_vjp(W, U_bar, s_bar, Vt_bar):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    m, n = W.shape
    k = len(s)
    t = s / s[0]
    F = 1 / (t[None, :] ** 2 - t[:, None] ** 2 + np.eye(k)) - np.eye(k)
    M = U.T @ (U_bar / s[0])
    N = Vt @ (Vt_bar.T / s[0])
    inner = np.diag(s_bar) + (F * (M - M.T)) * t + t[:, None] * (F * (N - N.T))
    W_bar = U @ inner @ Vt
    if m > n:
        W_bar += (np.eye(m) - U @ U.T) @ U_bar @ np.diag(s) @ Vt
    if m < n:
        W_bar += U @ np.diag(s) @ Vt_bar @ (np.eye(n) - Vt.T @ Vt)
    return W_bar
