"""hint: squares

u_1 and v_1 come from the eigenvectors of W^T W without scaling, whose entries overflow near 1e200 and vanish near 1e-200.
"""

import numpy as np


def spectral_norm_gradient(W):
    W = np.array(W, dtype=float)
    G = W.T @ W
    if not np.all(np.isfinite(G)):
        return np.full(W.shape, np.nan)
    values, vectors = np.linalg.eigh(G)
    v = vectors[:, -1]
    u = W @ v
    norm = np.linalg.norm(u)
    return np.outer(u / norm if norm > 0 else u, v)
