"""Goes backwards through the steps difference, square, residual, and adds both ends."""


def stress_gradient(W, D):
    W = np.array(W, dtype=float)
    # the program
    i, j = np.indices((len(W), len(W))).reshape(2, -1)
    gap = W[i] - W[j]
    residual = np.einsum("pk,pk->p", gap, gap) - np.asarray(D).ravel()
    # and back
    residual_bar = 2.0 * residual
    gap_bar = residual_bar[:, None] * (gap + gap)
    W_bar = np.zeros_like(W)
    np.add.at(W_bar, i, gap_bar)
    np.subtract.at(W_bar, j, gap_bar)
    return W_bar
