"""hint: constant-added

Adds 1e-12 to the diagonal 'for stability', which is much beside entries of 1e-200.
"""


def solve_vjp(A, b, x_bar):
    eps = 1e-12
    n = A.shape[0]
    A_reg = A + eps * np.eye(n)
    x = np.linalg.solve(A_reg, b)
    b_bar = np.linalg.solve(A_reg.T, x_bar)
    A_bar = -np.outer(b_bar, x) if b.ndim == 1 else -b_bar @ x.T
    return A_bar, b_bar
