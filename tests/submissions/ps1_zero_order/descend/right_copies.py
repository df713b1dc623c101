"""Changes its own copy in place, and stores copies of that."""


def descend(gradient, x0, step, n):
    x = np.array(x0, dtype=float)
    path = [x.copy()]
    while len(path) <= n:
        x -= step * gradient(x)
        path.append(x.copy())
    return path
