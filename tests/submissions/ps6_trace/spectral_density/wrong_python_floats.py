"""hint: squares-out-of-range

Python's own numbers, which raise an error out of range.
"""

from math import exp, pi, sqrt


def spectral_density(alpha, beta, grid, width):
    nodes, U = np.linalg.eigh(np.diag(alpha) + np.diag(beta, 1) + np.diag(beta, -1))
    s = float(width)

    def at(t):
        bells = [exp(-((t - float(x)) ** 2) / (2 * s**2)) / (s * sqrt(2 * pi)) for x in nodes]
        return float(U[0] ** 2 @ np.array(bells))

    return np.array([at(float(t)) for t in grid])
