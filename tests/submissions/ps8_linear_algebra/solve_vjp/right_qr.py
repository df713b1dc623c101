"""By QR and triangular systems, column by column."""


def solve_vjp(A, b, x_bar):
    Q, R = np.linalg.qr(A)
    columns = b.reshape(len(A), -1)
    adjoints = x_bar.reshape(len(A), -1)
    A_bar, b_bar = np.zeros(A.shape), np.zeros(adjoints.shape)
    for k in range(columns.shape[1]):
        x = np.linalg.solve(R, Q.T @ columns[:, k])
        u = Q @ np.linalg.solve(R.T, adjoints[:, k])
        b_bar[:, k] = u
        A_bar -= u[:, None] * x[None, :]
    return A_bar, b_bar.reshape(b.shape)
