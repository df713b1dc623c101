"""hint: one-solve-of-two

For tall matrices λ by R alone.
"""


def lstsq_vjp(A, b, x_bar):
    P = np.linalg.pinv(A)
    x, b_bar = P @ b, P.T @ x_bar
    if A.shape[0] < A.shape[1]:
        return np.outer(P.T @ x, x_bar - A.T @ b_bar) - np.outer(b_bar, x), b_bar
    lam = np.linalg.inv(np.linalg.qr(A)[1]) @ x_bar
    return np.outer(b - A @ x, lam) - np.outer(A @ lam, x), A @ lam
