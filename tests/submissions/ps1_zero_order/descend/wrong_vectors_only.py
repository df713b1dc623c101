"""hint: raised

The array for the iterates has room for vectors only.
"""


def descend(gradient, x0, step, n):
    path = np.zeros((n + 1, len(x0)))
    path[0] = x0
    for k in range(n):
        path[k + 1] = path[k] - step * gradient(path[k])
    return path
