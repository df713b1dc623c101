"""hint: eigenvalues

The eigenvector of the eigenvalue that is largest in size, as for a symmetric matrix.
"""


def spectral_norm_gradient(W):
    values, V = np.linalg.eigh(W)
    i = np.argsort(np.abs(values))[-1]
    return np.sign(values[i]) * np.outer(V[:, i], V[:, i])
