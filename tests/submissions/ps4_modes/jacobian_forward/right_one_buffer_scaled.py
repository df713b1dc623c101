"""One vector is used again and again, holds a 2 instead of a 1, and the matrix is only
allocated when the first column has come.
"""

import numpy as np


class _Columns:
    def __init__(self, n):
        self.n, self.J = n, None

    def put(self, j, column):
        column = np.array(column, dtype=float)  # a copy
        if self.J is None:
            self.J = np.full((column.size, self.n), np.nan)
        self.J[:, j] = column / 2.0


def jacobian_forward(jvp, n):
    v = np.zeros(n)
    store = _Columns(n)
    for j in reversed(range(n)):
        v[j] = 2.0
        store.put(j, jvp(v))
        v[j] = 0.0
    return store.J
