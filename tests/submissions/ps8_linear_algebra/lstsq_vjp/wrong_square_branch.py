"""hint: inverse-not-transposed

A branch for square matrices solves for the adjoint with A where its transpose is needed.
"""


def lstsq_vjp(A, b, x_bar):
    m, n = A.shape
    if m == n:
        x = np.linalg.solve(A, b)
        b_bar = np.linalg.solve(A, x_bar)
        return -np.outer(b_bar, x), b_bar
    P = np.linalg.pinv(A)
    x = P @ b
    b_bar = P.T @ x_bar
    if m > n:
        A_bar = np.outer(b - A @ x, b_bar) @ P.T
    else:
        A_bar = P.T @ np.outer(x, x_bar - A.T @ b_bar)
    return A_bar - np.outer(b_bar, x), b_bar
