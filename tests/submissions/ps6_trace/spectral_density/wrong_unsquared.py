"""hint: weights-not-squared

Absolute values as weights.
"""


def spectral_density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    z = (grid[:, None] - nodes) / width
    return np.exp(-(z**2) / 2) @ np.abs(vectors[0, :]) / (width * np.sqrt(2 * np.pi))
