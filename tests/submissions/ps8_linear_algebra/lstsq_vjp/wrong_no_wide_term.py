"""hint: null-space-dropped

The tall rule by the pseudo-inverse, for all shapes.
"""


def lstsq_vjp(A, b, x_bar):
    P = np.linalg.pinv(A)
    x, b_bar = P @ b, P.T @ x_bar
    lam = P @ b_bar
    return np.outer(b - A @ x, lam) - np.outer(b_bar, x), b_bar
