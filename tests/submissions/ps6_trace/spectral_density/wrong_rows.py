"""hint: rows-for-columns

The first eigenvector, for the first components.
"""


def spectral_density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    total = np.zeros(len(grid))
    for i in range(len(nodes)):
        z = (grid - nodes[i]) / width
        total += vectors[i, 0] ** 2 * np.exp(-z * z / 2)
    return total / (width * np.sqrt(2 * np.pi))
