"""hint: beta-ignored

beta is put above the diagonal only, and `eigh` reads what is below.
"""


def spectral_density(alpha, beta, grid, width):
    T = np.diag(alpha) + np.diag(beta, k=1)
    nodes, U = np.linalg.eigh(T)
    z = (np.asarray(grid)[:, None] - nodes) / width
    return np.exp(-0.5 * z**2) @ U[0] ** 2 / (width * np.sqrt(2 * np.pi))
