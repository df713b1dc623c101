"""hint: squares-overflow

Right, by the normal equations without a scale.
"""


def lstsq_vjp(A, b, x_bar):
    A = A.astype(float)
    if A.shape[0] >= A.shape[1]:
        N = A.T @ A
        x = np.linalg.solve(N, A.T @ b)
        lam = np.linalg.solve(N, x_bar)
        return np.outer(b - A @ x, lam) - np.outer(A @ lam, x), A @ lam
    N = A @ A.T
    y, b_bar = np.linalg.solve(N, b), np.linalg.solve(N, A @ x_bar)
    return np.outer(y, x_bar - A.T @ b_bar) - np.outer(b_bar, A.T @ y), b_bar
