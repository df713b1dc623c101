"""Gradient and Hessian by products."""


def local_optimality(alphas, x0):
    y, s = 1 - np.asarray(alphas, float), np.sum(np.asarray(x0, float) ** 2)
    p = np.array([np.prod(np.delete(y, k)) for k in range(len(y))])
    H = s * (2 * np.outer(p, p) - np.diag(p**2))
    return s * abs(np.prod(y)) * np.linalg.norm(p), np.linalg.eigvalsh(H)[0]
