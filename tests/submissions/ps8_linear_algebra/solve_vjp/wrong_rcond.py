"""hint: cut-off

Pseudo-inverse with rcond = 1e-2 'for stability': cuts small singular values off.
"""


def solve_vjp(A, b, x_bar):
    P = np.linalg.pinv(np.asarray(A, float), rcond=1e-2)
    x, b_bar = P @ b, P.T @ x_bar
    n = len(b_bar)
    return -b_bar.reshape(n, -1) @ x.reshape(n, -1).T, b_bar
