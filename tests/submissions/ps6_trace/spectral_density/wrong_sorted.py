"""hint: grid-sorted

The grid sorted in place of the caller's.
"""


def spectral_density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    z = (np.sort(grid)[:, None] - nodes) / width
    return np.exp(-(z**2) / 2) @ vectors[0] ** 2 / (width * np.sqrt(2 * np.pi))
