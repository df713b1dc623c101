"""hint: smallest

The last pair.
"""


def spectral_norm_gradient(W):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    k = np.argmin(s)
    return np.outer(U[:, k], Vt[k])
