"""hint: squares-overflow

Builds the derivative of the whole inverse first: products of two of its entries leave the range.
"""


def solve_vjp(A, b, x_bar):
    inv = np.linalg.inv(A)
    # d inv[k, l] / d A[i, j]
    d_inv = -np.einsum("ki,jl->klij", inv, inv)
    b2 = b.reshape(len(b), -1)
    xb2 = x_bar.reshape(len(b), -1)
    A_bar = np.einsum("kr,klij,lr->ij", xb2, d_inv, b2)
    b_bar = inv.T @ x_bar
    return A_bar, b_bar
