"""hint: truncated

The residual is written into an array of the type of D, which may be that of integers.
"""


def stress_gradient(W, D):
    residual = np.zeros_like(D)
    for i, j in np.ndindex(D.shape):
        residual[i, j] = np.sum((W[i] - W[j]) ** 2) - D[i, j]
    return 8 * (residual.sum(axis=1)[:, None] * W - residual @ W)
