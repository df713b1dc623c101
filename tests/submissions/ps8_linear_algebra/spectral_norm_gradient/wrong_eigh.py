"""hint: squares

The largest eigenvector of WᵀW, unscaled.
"""


def spectral_norm_gradient(W):
    values, vectors = np.linalg.eigh(W.T @ W)
    v = vectors[:, -1]
    u = W @ v
    u = u / np.sqrt(u @ u)
    return np.outer(u, v)
