"""hint: largest-row

The norm of `np.linalg.norm(W, np.inf)`.
"""


def spectral_norm_gradient(W):
    largest = max(range(len(W)), key=lambda i: np.sum(np.abs(W[i])))
    return np.array([np.sign(row) * (i == largest) for i, row in enumerate(W)], dtype=float)
