"""hint: another-kernel

Boxes.
"""


def spectral_density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    inside = np.abs(grid[:, None] - nodes) <= width / 2
    return inside @ vectors[0] ** 2 / width
