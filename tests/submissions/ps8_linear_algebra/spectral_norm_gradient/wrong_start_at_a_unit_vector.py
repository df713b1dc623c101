"""hint: start-without-a-part

A power iteration from the first unit vector, until nothing changes.
"""


def spectral_norm_gradient(W):
    size = np.abs(W).max() or 1.0
    X = W / size
    v = np.arange(X.shape[1]) == 0
    for _ in range(30000):
        last, v = v, X.T @ (X @ v)
        v = v / (np.linalg.norm(v) or 1.0)
        if np.allclose(v, last, rtol=0, atol=1e-15):
            break
    u = X @ v
    return np.outer(u / (np.linalg.norm(u) or 1.0), v)
