"""hint: size-of-step

The size of the step without its sign.
"""


def descend(gradient, x0, step, n):
    rows = [np.asarray(x0, dtype=float)]
    for _ in range(n):
        rows.append(rows[-1] - np.abs(step) * gradient(rows[-1]))
    return np.array(rows)
