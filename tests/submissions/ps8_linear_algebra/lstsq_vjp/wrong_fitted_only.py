"""hint: residual-dropped

The rule of the square system with the pseudo-inverse, and the wide term.
"""


def lstsq_vjp(A, b, x_bar):
    P = np.linalg.pinv(A)
    x = P @ b
    b_bar = P.T @ x_bar
    A_bar = -np.outer(b_bar, x)
    if A.shape[0] < A.shape[1]:
        A_bar += np.outer(P.T @ x, x_bar - A.T @ b_bar)
    return A_bar, b_bar
