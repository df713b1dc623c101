"""hint: small-by-an-absolute-number

A matrix whose largest singular value is below 1e-12 is taken to be 0, and zeros are returned for entries near 1e-200.
"""

import numpy as np


def spectral_norm_gradient(W):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    if s[0] < 1e-12:
        return np.zeros_like(W, dtype=float)
    return np.einsum("i,j->ij", U[:, 0], Vt[0])
