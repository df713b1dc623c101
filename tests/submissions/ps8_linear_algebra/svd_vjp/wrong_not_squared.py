"""hint: F-without-squares

Differences of the values.
"""


def svd_vjp(W, U_bar, s_bar, Vt_bar):
    m, n = W.shape
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    c = s.max()
    s = s / c
    V, dU, dV = Vt.T, U_bar / c, Vt_bar.T / c
    k = len(s)
    F = np.zeros((k, k))
    for i in range(k):
        for j in range(k):
            if i != j:
                F[i, j] = 1 / (s[j] - s[i])
    UtdU, VtdV = U.T @ dU, V.T @ dV
    A = F * (UtdU - UtdU.T)
    B = F * (VtdV - VtdV.T)
    mid = A @ np.diag(s) + np.diag(s_bar) + np.diag(s) @ B
    out = U @ mid @ Vt
    if m > k:
        out = out + (dU - U @ UtdU) @ np.diag(1 / s) @ Vt
    if n > k:
        out = out + U @ np.diag(1 / s) @ (dV - V @ VtdV).T
    return out
