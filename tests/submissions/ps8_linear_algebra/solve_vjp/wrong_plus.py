"""hint: sign

The minus of the derivative of the inverse is forgotten.
"""


def solve_vjp(A, b, x_bar):
    b_bar = np.linalg.solve(A.T, x_bar)
    x = np.linalg.solve(A, b)
    return np.einsum("i,j->ij" if x.ndim == 1 else "ik,jk->ij", b_bar, x), b_bar
