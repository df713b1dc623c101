"""Full matrices, cut, and projectors written out."""


def svd_vjp(W, U_bar, s_bar, Vt_bar):
    m, n = W.shape
    k = min(m, n)
    U, s, Vt = np.linalg.svd(W)
    U, V = U[:, :k], Vt[:k].T
    c = np.max(s)
    t = s / c
    with np.errstate(divide="ignore"):
        F = 1.0 / (t[None, :] ** 2 - t[:, None] ** 2)
    np.fill_diagonal(F, 0.0)
    S, Sinv = np.diag(t), np.diag(1 / t)
    Ub, Vb = U_bar / c, Vt_bar.T / c
    J, K = F * (U.T @ Ub), F * (V.T @ Vb)
    out = U @ ((J + J.T) @ S + S @ (K + K.T) + np.diag(s_bar)) @ V.T
    out += (np.eye(m) - U @ U.T) @ Ub @ Sinv @ V.T
    out += U @ Sinv @ Vb.T @ (np.eye(n) - V @ V.T)
    return out
