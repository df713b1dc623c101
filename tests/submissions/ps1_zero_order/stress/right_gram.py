"""Squared distances from the matrix of inner products."""


def stress(W, D):
    B = W @ W.T
    b = np.diag(B)
    return ((b[:, None] + b[None, :] - 2 * B - D) ** 2).sum()
