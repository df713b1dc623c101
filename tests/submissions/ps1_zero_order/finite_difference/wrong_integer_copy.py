"""hint: truncated

The copy of x keeps the type of x, so that a step added to integers vanishes.
"""


def finite_difference(f, x, h, scheme="central"):
    g = np.zeros(x.shape)
    f0 = f(x) if scheme == "forward" else None
    for idx in np.ndindex(x.shape):
        xp = x.copy()
        xp[idx] = x[idx] + h
        if scheme == "forward":
            g[idx] = (f(xp) - f0) / h
        else:
            xm = x.copy()
            xm[idx] = x[idx] - h
            g[idx] = (f(xp) - f(xm)) / (2 * h)
    return g
