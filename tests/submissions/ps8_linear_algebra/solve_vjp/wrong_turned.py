"""hint: outer-product-turned

x stands on the left.
"""


def solve_vjp(A, b, x_bar):
    x = np.linalg.solve(A, b)
    b_bar = np.linalg.solve(A.T, x_bar)
    return -np.atleast_2d(x.T).T @ np.atleast_2d(b_bar.T), b_bar
