"""hint: singular-values-kept

UΣVᵀ, which is W.
"""


def nuclear_norm_gradient(W):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    return U @ np.diag(s) @ Vt
