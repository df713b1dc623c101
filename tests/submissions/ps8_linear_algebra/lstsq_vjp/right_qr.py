"""QR of the matrix or of its transpose."""


def lstsq_vjp(A, b, x_bar):
    m, n = A.shape
    if m >= n:
        Q, R = np.linalg.qr(A)
        x = np.linalg.solve(R, Q.T @ b)
        u = np.linalg.solve(R.T, x_bar)
        b_bar, lam = Q @ u, np.linalg.solve(R, u)
        return np.outer(b - A @ x, lam) - np.outer(b_bar, x), b_bar
    Q, R = np.linalg.qr(A.T)
    z = np.linalg.solve(R.T, b)
    x, y = Q @ z, np.linalg.solve(R, z)
    b_bar = np.linalg.solve(R, Q.T @ x_bar)
    return np.outer(y, x_bar - A.T @ b_bar) - np.outer(b_bar, x), b_bar
