"""Three terms from the singular value decomposition, for every shape."""


def lstsq_vjp(A, b, x_bar):
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    beta, gamma = U.T @ b, Vt @ x_bar
    x, b_bar = Vt.T @ (beta / s), U @ (gamma / s)
    r, null = b - U @ beta, x_bar - Vt.T @ gamma
    lam, y = Vt.T @ (gamma / s / s), U @ (beta / s / s)
    return np.outer(r, lam) + np.outer(y, null) - np.outer(b_bar, x), b_bar
