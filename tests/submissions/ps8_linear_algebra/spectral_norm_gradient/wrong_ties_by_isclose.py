"""hint: small-by-an-absolute-number

Averages over what np.isclose takes for equal: all values that are below 1e-8.
"""


def spectral_norm_gradient(W):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    idx = np.flatnonzero(np.isclose(s, s[0]))
    G = np.zeros(W.shape)
    for i in idx:
        G += np.outer(U[:, i], Vt[i])
    return G / len(idx)
