"""hint: singular-value-kept

The best approximation of rank 1.
"""


def spectral_norm_gradient(W):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    return s[0] * U[:, :1] * Vt[:1]
