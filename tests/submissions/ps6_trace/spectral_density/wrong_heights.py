"""hint: not-normalised

Bells of height 1.
"""


def spectral_density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    z = (grid[:, None] - nodes) / width
    return np.exp(-0.5 * z * z) @ vectors[0] ** 2
