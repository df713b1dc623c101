"""hint: truncated

Entries are written into an array of the type of W, which may be that of integers.
"""


def nuclear_norm_gradient(W):
    U, _, Vt = np.linalg.svd(W, full_matrices=False)
    G = np.zeros_like(W)
    for i, j in np.ndindex(G.shape):
        G[i, j] = U[i] @ Vt[:, j]
    return G
