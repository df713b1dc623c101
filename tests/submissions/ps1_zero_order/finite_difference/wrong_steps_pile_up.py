"""hint: step-not-taken-back

The moved coordinate is not put back before the next one is moved (forward scheme).
"""


def finite_difference(f, x, h, scheme="central"):
    x = np.array(x, dtype=float)
    g = np.zeros(x.shape)
    if scheme == "forward":
        y = x.copy()
        last = f(y.copy())
        for i in np.ndindex(x.shape):
            y[i] += h
            new = f(y.copy())
            g[i] = (new - last) / h
            last = new
        return g
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = h
        g[i] = (f(x + e) - f(x - e)) / (2 * h)
    return g
