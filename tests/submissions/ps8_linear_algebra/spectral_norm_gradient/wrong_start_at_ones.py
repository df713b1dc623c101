"""hint: start-without-a-part

A power iteration from ones, until nothing changes.
"""


def spectral_norm_gradient(W):
    size = np.abs(W).max() or 1.0
    X = W / size
    v = np.ones(X.shape[1])
    for _ in range(30000):
        last, v = v, X.T @ (X @ v)
        v = v / (np.linalg.norm(v) or 1.0)
        if np.abs(v - last).max() < 1e-15:
            break
    u = X @ v
    return np.outer(u / (np.linalg.norm(u) or 1.0), v)
