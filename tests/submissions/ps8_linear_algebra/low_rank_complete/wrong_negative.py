"""hint: below-zero

λ is taken from all.
"""


def low_rank_complete(M, mask, lam, steps):
    W = np.zeros(M.shape)
    for _ in range(steps):
        Y = np.where(mask, M, W)
        U, s, Vt = np.linalg.svd(Y, full_matrices=False)
        W = Y - lam * U @ Vt
    return W
