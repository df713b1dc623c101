"""With SciPy."""

from scipy.linalg import eigh_tridiagonal
from scipy.stats import norm


def spectral_density(alpha, beta, grid, width):
    if len(alpha) == 1:
        return norm.pdf(grid, alpha[0], width)
    nodes, U = eigh_tridiagonal(np.asarray(alpha, float), np.asarray(beta, float))
    return norm.pdf(np.asarray(grid)[:, None], nodes, width) @ U[0] ** 2
