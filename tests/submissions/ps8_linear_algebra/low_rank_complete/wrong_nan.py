"""hint: mask-multiplied

Unknown entries are multiplied by 0.
"""


def low_rank_complete(M, mask, lam, steps):
    W = np.zeros(M.shape)
    for _ in range(steps):
        Y = M * mask + W * (~mask)
        U, s, Vt = np.linalg.svd(Y, full_matrices=False)
        W = U @ np.diag(np.maximum(s - lam, 0)) @ Vt
    return W
