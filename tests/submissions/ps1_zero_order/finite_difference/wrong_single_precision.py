"""hint: single-precision

The gradient is an array of float32.
"""


def finite_difference(f, x, h, scheme="central"):
    x = np.asarray(x, dtype=float)
    g = np.zeros(x.shape, dtype=np.float32)
    base = f(x) if scheme == "forward" else None
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = h
        g[i] = (f(x + e) - base) / h if scheme == "forward" else (f(x + e) - f(x - e)) / (2 * h)
    return g
