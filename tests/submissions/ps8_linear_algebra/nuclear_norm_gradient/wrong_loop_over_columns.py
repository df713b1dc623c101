"""hint: a-pair-for-each-row-or-column

The loop goes over the columns of W and not over the singular values.
"""


def nuclear_norm_gradient(W):
    U, s, Vt = np.linalg.svd(W, full_matrices=False)
    n = W.shape[1]
    grad = np.zeros(W.shape)
    for i in range(n):
        grad = grad + np.outer(U[:, i], Vt[i, :])
    return grad
