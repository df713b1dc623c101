"""hint: square-rule

Both rules, each in the case of the other, where its term is 0.
"""


def lstsq_vjp(A, b, x_bar):
    rows, columns = A.shape
    P = np.linalg.pinv(A)
    x, b_bar = P @ b, P.T @ x_bar
    if rows > columns:
        first = np.outer(P.T @ x, x_bar - A.T @ b_bar)
    else:
        first = np.outer(b - A @ x, P @ b_bar)
    return first - np.outer(b_bar, x), b_bar
