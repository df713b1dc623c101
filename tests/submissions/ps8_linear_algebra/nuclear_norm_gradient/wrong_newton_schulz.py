"""hint: fixed-number-of-steps

The polar factor is iterated by a fixed 12 Newton-Schulz steps, which do not reach singular values that are 1e5 times smaller than the largest.
"""

import numpy as np


def nuclear_norm_gradient(W):
    big = np.max(np.abs(W))
    if big == 0:
        return np.zeros(W.shape)
    X = W / big
    X = X / np.linalg.norm(X)
    for _ in range(12):
        X = 1.5 * X - 0.5 * X @ X.T @ X
    return X
