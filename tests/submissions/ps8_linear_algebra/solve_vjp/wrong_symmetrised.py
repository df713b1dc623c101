"""hint: symmetric-only

The result is made symmetric, as for a symmetric matrix.
"""


def solve_vjp(A, b, x_bar):
    x, b_bar = np.linalg.solve(A, b), np.linalg.solve(A.T, x_bar)
    M = np.einsum("ik,jk->ij", *(np.reshape(y, (len(A), -1)) for y in (b_bar, x)))
    return -0.5 * M - 0.5 * M.T, b_bar
