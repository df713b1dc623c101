"""hint: start-without-a-part

The same with W Wᵀ, and the left vector first.
"""


def spectral_norm_gradient(W):
    size = np.abs(W).max() or 1.0
    X = (W / size).T
    v = np.ones(X.shape[1]) / np.sqrt(X.shape[1])
    for _ in range(30000):
        last, v = v, X.T @ (X @ v)
        v = v / (np.linalg.norm(v) or 1.0)
        if np.linalg.norm(v - last) < 1e-15:
            break
    u = X @ v
    return np.outer(v, u / (np.linalg.norm(u) or 1.0))
