"""hint: entry-by-entry

The products entry by entry, in each row.
"""


def solve_vjp(A, b, x_bar):
    x, b_bar = np.linalg.solve(A, b), np.linalg.solve(A.T, x_bar)
    products = b_bar * x if x.ndim == 1 else np.einsum("ik,ik->i", b_bar, x)
    return np.array([-products for _ in products]), b_bar
