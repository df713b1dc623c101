"""hint: one-too-many

A row too many.
"""


def descend(gradient, x0, step, n):
    rows = [np.array(x0, dtype=float)]
    while len(rows) < n + 2:
        rows.append(rows[-1] - step * gradient(rows[-1]))
    return np.stack(rows)
