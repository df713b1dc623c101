"""hint: uphill

A plus.
"""


def descend(gradient, x0, step, n):
    path = [np.array(x0, dtype=float)]
    for _ in range(n):
        path.append(path[-1] + step * gradient(path[-1]))
    return np.array(path)
