"""The full matrices and a matrix of ones on the diagonal."""


def nuclear_norm_gradient(W):
    m, n = W.shape
    U, s, Vh = np.linalg.svd(W, full_matrices=True)
    return U @ np.eye(m, n) @ Vh
