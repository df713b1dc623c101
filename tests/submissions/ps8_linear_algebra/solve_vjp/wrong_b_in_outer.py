"""hint: b-for-x

b in the outer product.
"""


def solve_vjp(A, b, x_bar):
    b_bar = np.linalg.inv(A.T) @ x_bar
    A_bar = -(b_bar[:, None] @ b[None, :] if b.ndim == 1 else b_bar @ b.T)
    return A_bar, b_bar
