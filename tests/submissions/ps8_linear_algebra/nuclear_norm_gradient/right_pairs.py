"""A sum over the pairs, without those of 0."""


def nuclear_norm_gradient(W):
    U, s, Vt = np.linalg.svd(np.asarray(W, dtype=float))
    G = np.zeros(W.shape)
    for i in range(len(s)):
        if s[i] > 1e-12 * s[0]:
            G += np.outer(U[:, i], Vt[i, :])
    return G
