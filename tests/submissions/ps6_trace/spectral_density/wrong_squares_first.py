"""hint: squares-out-of-range

Squares before the division.
"""


def spectral_density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    d = grid[:, None] - nodes
    bells = np.exp(-d * d / (2 * width * width)) / np.sqrt(2 * np.pi * width * width)
    return bells @ vectors[0] ** 2
