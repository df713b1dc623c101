"""hint: residual-sign

A x − b.
"""


def lstsq_vjp(A, b, x_bar):
    m, n = A.shape
    x, *_ = np.linalg.lstsq(A, b, rcond=None)
    pinv = np.linalg.pinv(A)
    b_bar = pinv.T @ x_bar
    if m < n:
        return np.outer(pinv.T @ x, x_bar - A.T @ b_bar) - np.outer(b_bar, x), b_bar
    residual = A @ x - b
    return np.outer(residual, pinv @ b_bar) - np.outer(b_bar, x), b_bar
