"""hint: full-matrices

Puts the full factors together with a square matrix of singular values.
"""


def low_rank_complete(M, mask, lam, steps):
    W = np.zeros(M.shape)
    for _ in range(steps):
        Y = np.where(mask, M, W)
        U, s, Vt = np.linalg.svd(Y)
        s_new = np.array([max(si - lam, 0) for si in s])
        W = U @ np.diag(s_new) @ Vt
    return W
