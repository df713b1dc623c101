"""hint: columns-mixed

np.outer flattens the columns.
"""


def solve_vjp(A, b, x_bar):
    x = np.linalg.solve(A, b)
    b_bar = np.linalg.solve(A.T, x_bar)
    return np.outer(b_bar, -x), b_bar
