"""hint: squares

The gradient is W (WᵀW)^(−1/2) by the eigenvalues of the Gram matrix, in which small singular
values are squared and lose their digits.
"""

import numpy as np


def nuclear_norm_gradient(W):
    W = np.asarray(W, dtype=float)
    if not W.any():
        return np.zeros(W.shape)
    W = W / np.abs(W).max()
    if W.shape[0] < W.shape[1]:
        return nuclear_norm_gradient(W.T).T
    e, V = np.linalg.eigh(W.T @ W)
    good = e > 1e-13 * e[-1]
    return W @ (V[:, good] / np.sqrt(e[good])) @ V[:, good].T
