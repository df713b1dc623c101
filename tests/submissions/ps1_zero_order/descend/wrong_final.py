"""hint: last-only

Only where it ends.
"""


def descend(gradient, x0, step, n):
    x = np.array(x0, dtype=float)
    for _ in range(n):
        x = x - step * gradient(x)
    return x
