"""hint: nearly-right

The Hessian by differences of the gradient.
"""


def local_optimality(alphas, x0):
    a, h = np.asarray(alphas, float), 1e-5
    g = lambda a: np.asarray(hypergradient(a, x0))
    H = np.array([(g(a + h * e) - g(a - h * e)) / (2 * h) for e in np.eye(len(a))])
    return np.linalg.norm(g(a)), np.linalg.eigvalsh((H + H.T) / 2)[0]
