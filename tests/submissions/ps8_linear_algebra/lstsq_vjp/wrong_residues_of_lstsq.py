"""hint: sum-of-squares-for-the-residual

Takes the second result of np.linalg.lstsq for the residual; it is the sum of its squares.
"""


def lstsq_vjp(A, b, x_bar):
    m, n = A.shape
    P = np.linalg.pinv(A)
    x, r, rank, s = np.linalg.lstsq(A, b)
    b_bar = P.T @ x_bar
    lam = P @ b_bar
    if m > n:
        A_bar = r[:, None] * lam - np.outer(b_bar, x)
    elif m == n:
        A_bar = -np.outer(b_bar, x)
    else:
        y = P.T @ x
        A_bar = np.outer(y, x_bar - A.T @ b_bar) - np.outer(b_bar, x)
    return A_bar, b_bar
