"""hint: one-column-squeezed

A right-hand side of shape (n, 1) is treated as a vector, so its adjoint has the shape (n,) and
not that of b.
"""

import numpy as np


def solve_vjp(A, b, x_bar):
    A = np.asarray(A, dtype=float)
    b = (
        np.squeeze(np.asarray(b, dtype=float), axis=-1)
        if np.shape(b)[-1] == 1 and np.ndim(b) == 2
        else np.asarray(b, dtype=float)
    )
    x_bar = np.asarray(x_bar, dtype=float).reshape(b.shape)
    x = np.linalg.solve(A, b)
    b_bar = np.linalg.solve(A.T, x_bar)
    n = len(A)
    A_bar = -b_bar.reshape(n, -1) @ x.reshape(n, -1).T
    return A_bar, b_bar
