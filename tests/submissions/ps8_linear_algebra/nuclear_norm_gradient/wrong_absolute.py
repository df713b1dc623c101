"""hint: small-by-an-absolute-number

Singular values below 1e-10 are left out.
"""


def nuclear_norm_gradient(W):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    keep = s > 1e-10
    return U[:, keep] @ Vt[keep]
