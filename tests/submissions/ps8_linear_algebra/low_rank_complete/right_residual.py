"""A gradient step on the known entries, then a sum over pairs."""


def low_rank_complete(M, mask, lam, steps):
    W = np.zeros(M.shape)
    for _ in range(steps):
        residual = np.zeros(M.shape)
        residual[mask] = W[mask] - M[mask]
        U, s, Vt = np.linalg.svd(W - residual)
        W = np.zeros(M.shape)
        for i, value in enumerate(s):
            if value > lam:
                W += (value - lam) * np.outer(U[:, i], Vt[i])
    return W
