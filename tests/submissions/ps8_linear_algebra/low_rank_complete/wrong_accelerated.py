"""hint: later-steps

Each step begins beyond the last W, in the direction of the change before.
"""


def low_rank_complete(M, mask, lam, steps):
    last = W = np.zeros(M.shape)
    for k in range(steps):
        ahead = W + k / (k + 3) * (W - last)
        last = W
        U, s, Vt = np.linalg.svd(np.where(mask, M, ahead), full_matrices=False)
        W = (U * np.maximum(s - lam, 0)) @ Vt
    return W
