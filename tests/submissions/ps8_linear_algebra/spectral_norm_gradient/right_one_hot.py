"""U diag(1, 0, …) Vᵀ."""


def spectral_norm_gradient(W):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    first = np.zeros(s.shape)
    first[0] = 1
    return (U * first) @ Vt
