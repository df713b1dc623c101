"""hint: ties-summed

Where the largest value is repeated the products of all its pairs are added up instead of averaged, and that is no subgradient.
"""

import numpy as np


def spectral_norm_gradient(W):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    top = np.isclose(s, s[0], rtol=1e-9, atol=0)
    return U[:, top] @ Vt[top]
