"""Gauss-Jordan with row exchanges on Python lists, and the transpose taken by zip."""

import numpy as np


def logdet_gradient(A):
    n = len(A)
    rows = [[float(v) for v in row] + [float(i == k) for k in range(n)] for i, row in enumerate(A)]
    for c in range(n):
        p = max(range(c, n), key=lambda r: abs(rows[r][c]))
        rows[c], rows[p] = rows[p], rows[c]
        pivot = rows[c][c]
        rows[c] = [v / pivot for v in rows[c]]
        for r in range(n):
            if r != c:
                f = rows[r][c]
                rows[r] = [a - f * b for a, b in zip(rows[r], rows[c])]
    return np.array(list(zip(*(row[n:] for row in rows))))
