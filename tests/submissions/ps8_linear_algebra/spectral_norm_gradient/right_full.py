"""Columns of the full matrices."""


def spectral_norm_gradient(W):
    U, s, Vt = np.linalg.svd(W)
    return U[:, [0]] @ Vt[[0], :]
