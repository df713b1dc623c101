"""hint: gradient-changed

The array that gradient returned is multiplied by the step in place.
"""


def descend(gradient, x0, step, n):
    path = np.empty((n + 1, *np.shape(x0)))
    path[0] = x0
    for k in range(n):
        x = path[k].copy()
        g = np.asarray(gradient(x))
        g *= step
        path[k + 1] = x - g
    return path
