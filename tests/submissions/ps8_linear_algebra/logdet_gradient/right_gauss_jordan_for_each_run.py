"""The inverse by Gauss–Jordan elimination with row pivots, written out, and transposed at the
end.
"""

import numpy as np


def logdet_gradient(A):
    n = len(A)
    M = np.hstack([np.array(A, dtype=float), np.identity(n)])
    for c in range(n):
        p = c + int(np.argmax(np.abs(M[c:, c])))
        if p != c:
            M[[c, p]] = M[[p, c]]
        for r in range(n):
            if r != c:
                M[r] -= (M[r, c] / M[c, c]) * M[c]
                M[r, c] = 0.0
    inverse = M[:, n:] / np.diagonal(M)[:, None]
    return inverse.T.copy()
