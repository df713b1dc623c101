"""hint: F-half-wrong

The loop over pairs fills the upper half of F only.
"""


def svd_vjp(W, U_bar, s_bar, Vt_bar):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    k = len(s)
    t = s / s[0]
    F = np.zeros((k, k))
    for i in range(k):
        for j in range(i + 1, k):
            F[i, j] = 1 / (t[j] ** 2 - t[i] ** 2)
    M = U.T @ (U_bar / s[0])
    N = Vt @ (Vt_bar.T / s[0])
    inner = np.diag(s_bar) + (F * (M - M.T)) * t + t[:, None] * (F * (N - N.T))
    W_bar = U @ inner @ Vt
    W_bar += (U_bar / s - U @ (U.T @ (U_bar / s))) @ Vt
    right = Vt_bar / s[:, None]
    W_bar += U @ (right - right @ Vt.T @ Vt)
    return W_bar
