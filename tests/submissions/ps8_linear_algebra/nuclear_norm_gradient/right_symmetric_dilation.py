"""No svd, but the eigenvectors of the symmetric matrix [[0, W], [Wᵀ, 0]] of its positive
eigenvalues.
"""

import numpy as np


def nuclear_norm_gradient(W):
    W = np.array(W, dtype=float)
    m, n = W.shape
    big = np.max(np.abs(W))
    G = np.zeros((m, n))
    if big == 0:
        return G  # 0 is a subgradient there
    W = W / big
    both = np.block([[np.zeros((m, m)), W], [W.T, np.zeros((n, n))]])
    e, Z = np.linalg.eigh(both)
    limit = 4 * (m + n) * np.finfo(float).eps * e[-1]
    for value, z in zip(e, Z.T):
        if value > limit:
            G += 2 * np.outer(z[:m], z[m:])
    return G
