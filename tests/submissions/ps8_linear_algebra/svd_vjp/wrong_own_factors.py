"""hint: own-signs

The factors come from the eigenvectors of a Gram matrix, with signs of their own.
"""


def svd_vjp(W, U_bar, s_bar, Vt_bar):
    if W.shape[0] < W.shape[1]:
        return svd_vjp(W.T, Vt_bar.T, s_bar, U_bar.T).T
    c = np.abs(W).max()
    X, U_bar, V_bar = W / c, U_bar / c, Vt_bar.T / c
    values, V = np.linalg.eigh(X.T @ X)
    V, s = V[:, ::-1], np.sqrt(values[::-1])
    U = X @ V / s
    D = s**2 - s[:, None] ** 2
    np.fill_diagonal(D, np.inf)
    A, B = U.T @ U_bar, V.T @ V_bar
    M = np.diag(s_bar) + (A - A.T) / D * s + s[:, None] * (B - B.T) / D
    return U @ M @ V.T + (U_bar - U @ A) / s @ V.T + U / s @ (V_bar - V @ B).T
