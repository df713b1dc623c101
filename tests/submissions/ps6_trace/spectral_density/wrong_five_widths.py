"""hint: tails-cut-off

A bell is drawn as far as five widths.
"""


def spectral_density(alpha, beta, grid, width):
    nodes, U = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    z = np.abs(grid[:, None] - nodes) / width
    bells = np.exp(-(z**2) / 2) / (width * np.sqrt(2 * np.pi))
    bells[z > 5] = 0.0
    return bells @ U[0] ** 2
