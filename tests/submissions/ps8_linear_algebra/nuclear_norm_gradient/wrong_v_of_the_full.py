"""hint: v-for-its-transpose

The third result of np.linalg.svd is taken to be V, as in MATLAB, and is transposed once more.
"""

import numpy as np


def nuclear_norm_gradient(W):
    U, s, V = np.linalg.svd(W)
    k = len(s)
    return U[:, :k] @ V[:, :k].T
