"""hint: F-bounded

A Lorentzian in the place of 1/D, as tensor networks take it.
"""


def svd_vjp(W, U_bar, s_bar, Vt_bar):
    size = np.max(np.abs(W))
    U, s, Vt = np.linalg.svd(W / size, full_matrices=False)
    V, Ub, Vb = Vt.T, U_bar / size, Vt_bar.T / size
    D = (s - s[:, None]) * (s + s[:, None])
    F = D / (D**2 + 1e-10)
    P, Q = U.T @ Ub, V.T @ Vb
    M = np.diag(s_bar) + F * (P - P.T) * s + s[:, None] * F * (Q - Q.T)
    return U @ M @ Vt + (Ub - U @ P) / s @ Vt + U @ ((Vb - V @ Q) / s).T
