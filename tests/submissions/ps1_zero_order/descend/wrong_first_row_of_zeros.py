"""hint: start-missing

The first row of the array stays as it was made.
"""


def descend(gradient, x0, step, n):
    x = np.asarray(x0, dtype=float)
    rows = np.zeros((n + 1,) + x.shape)
    for k in range(1, n + 1):
        x = x - step * gradient(x)
        rows[k] = x
    return rows
