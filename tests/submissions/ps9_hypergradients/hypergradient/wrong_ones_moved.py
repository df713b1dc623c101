"""hint: ones-set-apart

So that there is something to divide by.
"""


def hypergradient(alphas, x0):
    y = 1 - np.asarray(alphas, dtype=float)
    y = np.where(y == 0, 1e-6, y)
    L = 0.5 * np.sum(np.square(np.asarray(x0, dtype=float))) * np.prod(y) ** 2
    return -2 * L / y
