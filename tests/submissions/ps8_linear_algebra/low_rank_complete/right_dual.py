"""What is cut off has singular values of at most λ; the rest is W."""


def low_rank_complete(M, mask, lam, steps):
    known = np.nan_to_num(np.where(mask, M, 0).astype(float))
    W = 0 * known
    for _ in range(steps):
        Y = known + W * ~mask
        U, s, Vt = np.linalg.svd(Y, full_matrices=False)
        W = Y - (U * np.clip(s, 0, lam)) @ Vt
    return W
