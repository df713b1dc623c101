"""hint: arguments-changed

The step is taken in x itself and taken back, but for rounding.
"""


def finite_difference(f, x, h, scheme="central"):
    x = np.asarray(x) if x.dtype == float else x.astype(float)
    g = np.zeros(x.shape)
    base = f(x) if scheme == "forward" else None
    for i in np.ndindex(x.shape):
        x[i] += h
        up = f(x)
        if scheme == "forward":
            g[i] = (up - base) / h
            x[i] -= h
        else:
            x[i] -= 2 * h
            g[i] = (up - f(x)) / (2 * h)
            x[i] += h
    return g
