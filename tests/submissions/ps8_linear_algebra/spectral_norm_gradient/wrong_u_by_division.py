"""hint: divided-by-zero

u is W v, divided by the singular value.
"""


def spectral_norm_gradient(W):
    _, s, Vt = np.linalg.svd(W, full_matrices=False)
    with np.errstate(invalid="ignore"):
        u = W @ Vt[0] / s[0]
    return u[:, np.newaxis] * Vt[0]
