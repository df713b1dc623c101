"""hint: difference-quotient

Central differences with a step of 1e-6.
"""


def hypergradient(alphas, x0):
    a, h = np.asarray(alphas, float), 1e-6
    L = lambda a: 0.5 * np.prod(1 - a) ** 2 * np.sum(np.asarray(x0, float) ** 2)
    return np.array([(L(a + h * e) - L(a - h * e)) / (2 * h) for e in np.eye(len(a))])
