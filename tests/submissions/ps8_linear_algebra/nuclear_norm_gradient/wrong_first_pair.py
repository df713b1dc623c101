"""hint: largest-only

The first pair of vectors.
"""


def nuclear_norm_gradient(W):
    U, s, Vt = np.linalg.svd(W)
    return U[:, :1] @ Vt[:1, :]
