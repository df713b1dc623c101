"""hint: equal-weights

All eigenvalues count alike.
"""


def spectral_density(alpha, beta, grid, width):
    nodes = np.linalg.eigvalsh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    z = (grid[:, None] - nodes) / width
    return np.mean(np.exp(-(z**2) / 2), axis=1) / (width * np.sqrt(2 * np.pi))
