"""hint: zero-put-in

Closed form 4L/((1-α_j)(1-α_k)) and 2L/(1-α_k)², with 0 where α_k = 1: the entry H_kk is
‖x0‖²∏(others)² there, so K = 1, α = (1,) gives 0.
"""

import numpy as np


def local_optimality(alphas, x0):
    r = 1 - np.asarray(alphas, dtype=float)
    L = 0.5 * np.sum(np.asarray(x0, dtype=float) ** 2) * np.prod(r) ** 2
    inverse = np.zeros_like(r)
    inverse[r != 0] = 1 / r[r != 0]
    g = -2 * L * inverse
    H = 4 * L * np.outer(inverse, inverse) - np.diag(2 * L * inverse**2)
    return float(np.sqrt(np.sum(g**2))), float(np.min(np.linalg.eigvalsh(H)))
