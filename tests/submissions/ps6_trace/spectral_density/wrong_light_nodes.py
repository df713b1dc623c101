"""hint: weights-left-out

Nodes with a weight below 1e-7 are passed over.
"""


def spectral_density(alpha, beta, grid, width):
    nodes, U = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    values = np.zeros(len(grid))
    for node, weight in zip(nodes, U[0] ** 2):
        if weight >= 1e-7:
            z = (grid - node) / width
            values += weight * np.exp(-z * z / 2) / (width * np.sqrt(2 * np.pi))
    return values
