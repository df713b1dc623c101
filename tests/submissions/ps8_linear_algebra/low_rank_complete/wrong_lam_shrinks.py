"""hint: another-lam-in-each-step

`lam` is divided by the number of the step.
"""


def low_rank_complete(M, mask, lam, steps):
    W = np.zeros(M.shape)
    for k in range(1, steps + 1):
        U, s, Vt = np.linalg.svd(np.where(mask, M, W), full_matrices=False)
        W = (U * np.clip(s - lam / k, 0, None)) @ Vt
    return W
