"""hint: F-bounded

Sets F to 0 where two singular values differ by less than 1 per cent, as 'degenerate'.
"""


def svd_vjp(W, U_bar, s_bar, Vt_bar):
    c = np.abs(W).max()
    U, s, Vt = np.linalg.svd(W / c, full_matrices=False)
    V, Ub, Vb = Vt.T, U_bar / c, Vt_bar.T / c
    D = np.subtract.outer(s, s) * -np.add.outer(s, s)
    with np.errstate(divide="ignore"):
        F = np.where(np.abs(D) < 0.02 * np.maximum.outer(s, s) ** 2, 0.0, 1 / D)
    inner = (
        np.diag(s_bar) + (F * (U.T @ Ub - Ub.T @ U)) * s + s[:, None] * (F * (V.T @ Vb - Vb.T @ V))
    )
    return U @ inner @ Vt + ((Ub - U @ (U.T @ Ub)) / s) @ Vt + (U / s) @ (Vb - V @ (V.T @ Vb)).T
