"""hint: stopped-early

The loop ends where the mean square of the change is below 1e-4.
"""


def low_rank_complete(M, mask, lam, steps):
    W = np.zeros(M.shape)
    for _ in range(steps):
        U, s, Vt = np.linalg.svd(np.where(mask, M, W), full_matrices=False)
        new = (U * np.maximum(s - lam, 0)) @ Vt
        if np.mean((new - W) ** 2) < 1e-4:
            return new
        W = new
    return W
