"""hint: squares-overflow

A x_bar is formed before the pseudo-inverse brings it back into the range.
"""

import numpy as np


def lstsq_vjp(A, b, x_bar):
    P = np.linalg.pinv(A)
    x = P @ b
    b_bar = P.T @ x_bar
    if A.shape[0] >= A.shape[1]:
        lam = P @ b_bar
        return np.outer(b - A @ x, lam) - np.outer(b_bar, x), b_bar
    y = P.T @ x
    return np.outer(y, x_bar - P @ (A @ x_bar)) - np.outer(b_bar, x), b_bar
