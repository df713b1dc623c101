"""hint: ten-steps

The ten steps of the experiment.
"""


def hypergradient(alphas, x0):
    a = np.asarray(alphas, dtype=float)
    first, y = a[:10], 1 - a[:10]
    others = [np.prod(np.delete(y, k)) for k in range(len(first))]
    found = -np.sum(np.asarray(x0, dtype=float) ** 2) * y * np.array(others) ** 2
    return np.concatenate([found, np.zeros(len(a) - len(first))])
