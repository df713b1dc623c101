"""hint: hard-threshold

Small values to 0, large ones as they are.
"""


def low_rank_complete(M, mask, lam, steps):
    W = np.zeros(M.shape)
    for _ in range(steps):
        U, s, Vt = np.linalg.svd(np.where(mask, M, W), full_matrices=False)
        s[s <= lam] = 0
        W = U @ np.diag(s) @ Vt
    return W
