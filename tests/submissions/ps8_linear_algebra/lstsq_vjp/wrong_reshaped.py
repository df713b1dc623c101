"""hint: outer-product-turned

The outer product with the residual the other way, with a reshape to make it fit.
"""


def lstsq_vjp(A, b, x_bar):
    P = np.linalg.pinv(A)
    x, b_bar = P @ b, P.T @ x_bar
    turned = np.outer(P @ b_bar, b - A @ x)
    wide = np.outer(P.T @ x, x_bar - A.T @ b_bar)
    return np.reshape(turned, A.shape) + wide - np.outer(b_bar, x), b_bar
