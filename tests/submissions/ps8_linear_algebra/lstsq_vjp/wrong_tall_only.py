"""hint: tall-for-wide

AᵀA, whatever the shape.
"""


def lstsq_vjp(A, b, x_bar):
    A = A.astype(float)
    N = np.linalg.inv(A.T @ A)
    x = N @ (A.T @ b)
    lam = N @ x_bar
    b_bar = A @ lam
    return np.outer(b - A @ x, lam) - np.outer(b_bar, x), b_bar
