"""hint: half-missing

The half in the exponent is missing.
"""


def spectral_density(alpha, beta, grid, width):
    nodes, vectors = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    z = (grid[:, None] - nodes) / width
    return np.exp(-(z**2)) @ vectors[0] ** 2 / (width * np.sqrt(np.pi))
