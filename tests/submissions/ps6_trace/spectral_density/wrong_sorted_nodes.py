"""hint: weights-in-another-order

The eigenvalues of eig are sorted, and the vectors stay.
"""


def spectral_density(alpha, beta, grid, width):
    theta, U = np.linalg.eig(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    theta.sort()
    z = (grid[:, None] - theta) / width
    return np.exp(-(z**2) / 2) @ U[0, :] ** 2 / (width * np.sqrt(2 * np.pi))
