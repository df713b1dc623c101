"""hint: mask-ignored

Takes every entry for known that is not nan.
"""


def low_rank_complete(M, mask, lam, steps):
    W = np.zeros(M.shape)
    known = ~np.isnan(M)
    for _ in range(steps):
        Y = np.where(known, M, W)
        U, s, Vt = np.linalg.svd(Y, full_matrices=False)
        W = (U * np.maximum(s - lam, 0)) @ Vt
    return W
