"""hint: v-for-its-transpose

Vᵀ is transposed once more.
"""


def nuclear_norm_gradient(W):
    U, s, V = np.linalg.svd(W, full_matrices=False)
    return np.dot(U, V.T)
