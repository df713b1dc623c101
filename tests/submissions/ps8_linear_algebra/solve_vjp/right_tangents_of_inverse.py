"""Every entry of A_bar is the loss's change for one unit matrix E_ij, by dx = -A^-1 E_ij x, with no outer product."""

import numpy as np


def solve_vjp(A, b, x_bar):
    A = np.asarray(A, float)
    n = A.shape[0]
    inv = np.linalg.solve(A, np.eye(n))
    x = inv @ b
    A_bar = np.empty(A.shape)
    size = np.abs(x).max() or 1.0
    for (i, j), _ in np.ndenumerate(A):
        # E_ij x is the vector with x_j at place i; in units of the size of x
        dx = -np.multiply.outer(inv[:, i], x[j] / size)
        A_bar[i, j] = np.vdot(x_bar, dx) * size
    b_bar = np.empty(np.shape(b))
    for i in range(n):
        b_bar[i] = inv[:, i] @ x_bar
    return (A_bar, b_bar)
