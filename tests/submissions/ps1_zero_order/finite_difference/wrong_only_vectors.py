"""hint: rows-only

`len(x)` steps, each in a row.
"""


def finite_difference(f, x, h, scheme="central"):
    x = np.array(x, dtype=float)
    g = np.zeros(x.shape)
    base = f(x) if scheme == "forward" else None
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        g[i] = (f(up) - base) / h if scheme == "forward" else (f(up) - f(down)) / (2 * h)
    return g
