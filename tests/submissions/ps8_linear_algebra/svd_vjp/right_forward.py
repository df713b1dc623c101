"""The transpose of forward mode: the change in the direction of each entry of W."""


def svd_vjp(W, U_bar, s_bar, Vt_bar):
    size = np.abs(W).max()
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    V, s = Vt.T, s / size
    U_bar, V_bar = U_bar / size, Vt_bar.T / size
    D = np.subtract.outer(-(s**2), -(s**2))
    F = np.divide(1.0, D, out=np.zeros_like(D), where=D != 0)
    W_bar = np.zeros(W.shape)
    for i, j in np.ndindex(*W.shape):
        C = np.outer(U[i], V[j])
        e_i, e_j = np.eye(W.shape[0])[i], np.eye(W.shape[1])[j]
        dU = U @ (F * (C * s + (C * s).T)) + np.outer(e_i - U @ U[i], V[j] / s)
        dV = V @ (F * (s[:, None] * C + (s[:, None] * C).T)) + np.outer(e_j - V @ V[j], U[i] / s)
        W_bar[i, j] = np.sum(dU * U_bar) + np.diag(C) @ s_bar + np.sum(dV * V_bar)
    return W_bar
