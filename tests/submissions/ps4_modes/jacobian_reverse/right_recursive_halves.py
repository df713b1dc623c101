"""The rows are made by halving the set of outputs recursively and concatenating."""

import numpy as np


def jacobian_reverse(vjp, m: int) -> np.ndarray:
    def rows(lo: int, hi: int) -> np.ndarray:
        if hi - lo == 1:
            u = np.where(np.arange(m) == lo, 1.0, 0.0)
            return np.array(vjp(u), dtype=np.float64)[np.newaxis]
        mid = (lo + hi) // 2
        return np.concatenate((rows(lo, mid), rows(mid, hi)))

    return rows(0, m)
