"""hint: too-steep-at-zero

Ones at W = 0, after the slope 1 of |t| at 0: their largest singular value is above 1.
"""


def nuclear_norm_gradient(W):
    if np.all(W == 0):
        return np.ones(W.shape)
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    return U @ Vt
