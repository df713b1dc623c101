"""The mean of the pairs of all values that are equal to the largest up to rounding, which is a subgradient too."""

import numpy as np


def spectral_norm_gradient(W):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    r = max(1, int(np.count_nonzero(s >= s[0] * (1 - 1e-14))))
    return np.mean([np.outer(U[:, i], Vt[i]) for i in range(r)], axis=0)
