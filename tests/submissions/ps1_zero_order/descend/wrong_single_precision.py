"""hint: single-precision

The iterates are float32.
"""


def descend(gradient, x0, step, n):
    path = [np.array(x0, dtype=float)]
    for _ in range(n):
        path.append(path[-1] - step * gradient(path[-1]))
    return np.array(path, dtype=np.float32)
