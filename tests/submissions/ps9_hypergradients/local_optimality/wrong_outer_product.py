"""hint: outer-product

The gradient times itself.
"""


def local_optimality(alphas, x0):
    g = np.asarray(hypergradient(np.asarray(alphas, dtype=float), x0))
    return float(np.sqrt(g @ g)), float(np.linalg.eigvalsh(g[:, None] * g)[0])
