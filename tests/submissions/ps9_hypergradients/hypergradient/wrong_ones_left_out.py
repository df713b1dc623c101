"""hint: ones-set-apart

The product goes over what can be divided by.
"""


def hypergradient(alphas, x0):
    y = 1 - np.asarray(alphas, dtype=float)
    product = np.prod(y[y != 0])
    square = np.sum(np.square(np.asarray(x0, dtype=float)))
    return np.array([-square * product**2 / (factor or 1.0) for factor in y])
