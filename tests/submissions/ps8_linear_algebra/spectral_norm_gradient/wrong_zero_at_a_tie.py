"""hint: zero-at-a-tie

Returns 0 where the largest value is repeated, because there is no gradient there.
"""


def spectral_norm_gradient(W):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    if np.sum(s > 0.999999 * s[0]) > 1:
        return np.zeros(W.shape)
    return np.outer(U[:, 0], Vt[0])
