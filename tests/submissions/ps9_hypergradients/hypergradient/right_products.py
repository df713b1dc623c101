"""The products of the other factors."""


def hypergradient(alphas, x0):
    y = 1 - np.asarray(alphas, float)
    s = np.sum(np.asarray(x0, float) ** 2)
    return [-s * y[k] * np.prod(np.delete(y, k)) ** 2 for k in range(len(y))]
