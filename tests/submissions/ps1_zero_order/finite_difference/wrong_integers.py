"""hint: truncated

`x.copy()` of integers.
"""


def finite_difference(f, x, h, scheme="central"):
    g = np.zeros_like(x)
    base = f(x) if scheme == "forward" else None
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = h
        g[i] = (f(x + e) - base) / h if scheme == "forward" else (f(x + e) - f(x - e)) / (2 * h)
    return g
