"""hint: squares-overflow

The rule as it stands.
"""


def svd_vjp(W, U_bar, s_bar, Vt_bar):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    V = Vt.T
    S, I = np.diag(s), np.eye(len(s))
    F = 1 / (s**2 - s[:, None] ** 2 + I) - I
    F[np.diag_indices(len(s))] = 0
    UtU, VtV = U.T @ U_bar, V.T @ Vt_bar.T
    inner = (F * (UtU - UtU.T)) @ S + np.diag(s_bar) + S @ (F * (VtV - VtV.T))
    W_bar = U @ inner @ Vt
    W_bar = W_bar + (np.eye(len(U)) - U @ U.T) @ (U_bar / s) @ Vt
    return W_bar + (U / s) @ Vt_bar @ (np.eye(len(V)) - V @ Vt)
