"""hint: singular-values

Singular values stand for the eigenvalues.
"""


def spectral_density(alpha, beta, grid, width):
    T = np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1)
    U, nodes, _ = np.linalg.svd(T)
    z = (np.asarray(grid)[:, None] - nodes) / width
    return np.exp(-0.5 * z**2) @ U[0] ** 2 / (width * np.sqrt(2 * np.pi))
