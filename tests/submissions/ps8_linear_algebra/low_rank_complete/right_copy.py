"""A copy into which the known entries are written."""


def low_rank_complete(M, mask, lam, steps):
    W = np.zeros(np.shape(M))
    while steps > 0:
        Y = W.copy()
        Y[mask] = M[mask]
        U, s, Vt = np.linalg.svd(Y, full_matrices=False)
        s = np.where(s > lam, s - lam, 0.0)
        W = U @ np.diag(s) @ Vt
        steps -= 1
    return W
