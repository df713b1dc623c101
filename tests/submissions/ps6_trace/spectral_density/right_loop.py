"""Point by point, node by node."""

import math


def spectral_density(alpha, beta, grid, width):
    k = len(alpha)
    T = np.zeros((k, k))
    for i in range(k):
        T[i, i] = alpha[i]
    for i in range(k - 1):
        T[i, i + 1] = T[i + 1, i] = beta[i]
    nodes, U = np.linalg.eigh(T)
    values = []
    for t in grid:
        value = 0.0
        for node, first in zip(nodes, U[0]):
            z = float((t - node) / width)
            value += first**2 * math.exp(-0.5 * z * z) / (width * math.sqrt(2 * math.pi))
        values.append(value)
    return values
