"""hint: squares-overflow

The normal equations of a square matrix.
"""


def solve_vjp(A, b, x_bar):
    A = A.astype(float)
    G = np.linalg.inv(A.T @ A)
    x, u = G @ (A.T @ b), A @ (G @ x_bar)
    return -np.outer(u, x) if b.ndim == 1 else -u @ x.T, u
