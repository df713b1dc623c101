"""Lists, modified Gram–Schmidt from the newest vector to the oldest and back, and lengths
computed after division by the largest entry.
"""

import numpy as np


def _length(z):
    big = max(abs(t) for t in z.tolist())
    if big == 0.0:
        return 0.0
    return big * float(np.sqrt(np.sum(np.square(z / big))))


def _unit(z):
    z = z / max(abs(t) for t in z.tolist())
    return z / np.sqrt(np.sum(z * z))


def lanczos(matvec, v, k):
    basis = [_unit(np.array(v, dtype=np.float64))]
    diagonal, beside = [], []
    while True:
        w = np.array(matvec(basis[-1].copy()), dtype=np.float64)
        before = _length(w)
        diagonal.append(float(np.sum(basis[-1] * w)))
        if len(diagonal) == k:
            break
        for sweep in (basis[::-1], basis, basis[::-1]):
            for q in sweep:
                w = w - q * np.sum(q * w)
        left = _length(w)
        if left <= 1e-10 * before:
            break
        beside.append(left)
        basis.append(_unit(w))
    return np.array(diagonal), np.array(beside, dtype=np.float64)
