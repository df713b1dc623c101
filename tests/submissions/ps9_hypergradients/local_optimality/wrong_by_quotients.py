"""hint: divided-by-zero

Gradient and Hessian from L, by division.
"""


def local_optimality(alphas, x0):
    y, L = 1 - np.asarray(alphas, float), float(unrolled_loss(alphas, x0))
    g = -2 * L / y
    H = 4 * L / np.outer(y, y) - np.diag(2 * L / y**2)
    return np.linalg.norm(g), np.linalg.eigvalsh(H)[0]
