"""hint: no-second-value

Compares the second singular value with the first, also where there is none.
"""


def spectral_norm_gradient(W):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    if np.isclose(s[0], s[1], rtol=1e-12, atol=0):
        return np.zeros(W.shape)
    return np.outer(U[:, 0], Vt[0])
