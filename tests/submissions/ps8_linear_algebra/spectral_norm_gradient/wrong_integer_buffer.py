"""hint: truncated

Products are written into an array of the type of W, which may be that of integers.
"""


def spectral_norm_gradient(W):
    U, s, Vt = np.linalg.svd(W)
    G = np.zeros_like(W)
    for i in range(W.shape[0]):
        for j in range(W.shape[1]):
            G[i, j] = U[i, 0] * Vt[0, j]
    return G
