"""hint: squares-overflow

The size of A is divided out after the outer products.
"""


def lstsq_vjp(A, b, x_bar):
    size = np.abs(A).max()
    P = np.linalg.pinv(A / size)
    x, b_bar = P @ b, P.T @ x_bar
    if A.shape[0] >= A.shape[1]:
        first = np.outer(b - A / size @ x, P @ b_bar)
    else:
        first = np.outer(P.T @ x, x_bar - (A / size).T @ b_bar)
    return (first - np.outer(b_bar, x)) / size / size, b_bar / size
