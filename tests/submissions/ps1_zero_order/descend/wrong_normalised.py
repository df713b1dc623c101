"""hint: normalised

The gradient is divided by its length, so every step has the same length.
"""


def descend(gradient, x0, step, n):
    x = np.array(x0, dtype=float)
    xs = [x.copy()]
    for _ in range(n):
        g = np.asarray(gradient(x), dtype=float)
        length = np.sqrt((g**2).sum())
        if length > 0:
            g = g / length
        x = x - step * g
        xs.append(x.copy())
    return np.array(xs)
