"""hint: scaled-to-the-grid

Divided by its integral over the grid.
"""


def spectral_density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    z = (grid[:, None] - nodes) / width
    bells = np.exp(-(z**2) / 2) @ vectors[0] ** 2
    return bells / np.sum(bells)
