"""hint: no-exchange-of-rows

The systems are solved by a home-made elimination without exchange of rows, which divides by a zero pivot where a leading entry of an invertible matrix is 0.
"""

import numpy as np


def gauss(M, r):
    M = np.array(M, dtype=float)
    r = np.array(r, dtype=float)
    n = len(M)
    for i in range(n):
        for j in range(i + 1, n):
            factor = M[j, i] / M[i, i]
            M[j] = M[j] - factor * M[i]
            r[j] = r[j] - factor * r[i]
    for i in reversed(range(n)):
        r[i] = (r[i] - M[i, i + 1 :] @ r[i + 1 :]) / M[i, i]
    return r


def solve_vjp(A, b, x_bar):
    x = gauss(A, b)
    b_bar = gauss(A.T, x_bar)
    A_bar = (
        -np.tensordot(b_bar, x, axes=0) if b.ndim == 1 else -np.tensordot(b_bar, x, axes=([1], [1]))
    )
    return A_bar, b_bar
