"""hint: all-pairs

Ones in all places between the factors.
"""


def nuclear_norm_gradient(W):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    return (U.sum(axis=1)[:, None] * np.ones_like(s).sum() / len(s)) @ Vt.sum(axis=0)[None]
