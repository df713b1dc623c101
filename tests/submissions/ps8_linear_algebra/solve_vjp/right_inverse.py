"""The inverse, once for both."""


def solve_vjp(A, b, x_bar):
    inverse = np.linalg.inv(A)
    b_bar = inverse.T @ x_bar
    x = inverse @ b
    columns = (len(A), -1)
    return -np.einsum("ik,jk->ij", b_bar.reshape(columns), x.reshape(columns)), b_bar
