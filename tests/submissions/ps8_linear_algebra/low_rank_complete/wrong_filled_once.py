"""hint: filled-once

Puts the known entries in before the loop, and then shrinks again and again.
"""


def low_rank_complete(M, mask, lam, steps):
    if steps == 0:
        return np.zeros(M.shape)
    W = np.where(mask, M, 0.0)
    for _ in range(steps):
        U, s, Vt = np.linalg.svd(W, full_matrices=False)
        W = (U * np.maximum(s - lam, 0)) @ Vt
    return W
