"""hint: cut-off

pinv with rcond = 0.1: cuts small singular values off.
"""


def lstsq_vjp(A, b, x_bar):
    A = np.array(A, dtype=float)
    P = np.linalg.pinv(A, rcond=0.1)
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    z, c = np.array(x_bar, dtype=float), np.array(b, dtype=float)
    x, mu = P @ c, P.T @ z
    residual = c - U @ (U.T @ c)
    null = z - Vt.T @ (Vt @ z)
    return np.outer(residual, P @ mu) + np.outer(P.T @ x, null) - np.outer(mu, x), mu
