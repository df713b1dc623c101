"""Fills an array row by row."""


def descend(gradient, x0, step, n):
    X = np.empty((n + 1, *np.shape(x0)))
    X[0] = x0
    for k in range(n):
        X[k + 1] = X[k] - step * gradient(X[k])
    return X
