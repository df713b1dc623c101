"""hint: width-bounded

Replaces a small width by 1e-12 "to avoid a division by zero", although the width may be as
small as 1e-170.
"""

import numpy as np


def bell(t, centre, sigma):
    with np.errstate(over="ignore"):
        z = (t - centre) / sigma
        return np.exp(-0.5 * z * z) / (sigma * np.sqrt(2 * np.pi))


def spectral_density(alpha, beta, grid, width):
    width = max(width, 1e-12)
    k = len(alpha)
    T = np.zeros((k, k))
    for i in range(k):
        T[i, i] = alpha[i]
        if i + 1 < k:
            T[i, i + 1] = T[i + 1, i] = beta[i]
    theta, U = np.linalg.eigh(T)
    return np.array([sum(U[0, i] ** 2 * bell(t, theta[i], width) for i in range(k)) for t in grid])
