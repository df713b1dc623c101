"""hint: width-as-variance

The width taken as a variance.
"""


def spectral_density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    z = (grid[:, None] - nodes) / np.sqrt(width)
    return np.exp(-(z**2) / 2) @ vectors[0] ** 2 / np.sqrt(2 * np.pi * width)
