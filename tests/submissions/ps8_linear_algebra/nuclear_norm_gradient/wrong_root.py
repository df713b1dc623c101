"""hint: squares

The inverse root of WᵀW.
"""


def nuclear_norm_gradient(W):
    w, Q = np.linalg.eigh(W.T @ W)
    return W @ Q @ np.diag(1 / np.sqrt(w)) @ Q.T
