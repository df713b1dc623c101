"""hint: all-of-them

All pairs.
"""


def spectral_norm_gradient(W):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    return sum(np.outer(U[:, i], Vt[i]) for i in range(len(s)))
