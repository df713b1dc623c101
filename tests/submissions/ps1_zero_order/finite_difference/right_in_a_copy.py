"""Changes one entry of a copy, and puts it back."""


def finite_difference(f, x, h, scheme="central"):
    y = np.array(x, dtype=float)
    g = np.empty(y.shape)
    base = f(y.copy()) if scheme == "forward" else 0.0
    for i in np.ndindex(y.shape):
        kept = y[i]
        y[i] = kept + h
        up = f(y.copy())
        if scheme == "forward":
            g[i] = (up - base) / h
        else:
            y[i] = kept - h
            g[i] = (up - f(y.copy())) / (2 * h)
        y[i] = kept
    return g
