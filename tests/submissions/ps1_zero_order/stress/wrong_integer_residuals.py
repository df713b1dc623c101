"""hint: truncated

The residuals have the type of W, so that for integer points they are cut to integers.
"""


def stress(W, D):
    R = np.zeros(D.shape, dtype=W.dtype)
    for i in range(len(W)):
        for j in range(len(W)):
            R[i, j] = np.sum((W[i] - W[j]) ** 2) - D[i, j]
    return np.sum(R**2)
