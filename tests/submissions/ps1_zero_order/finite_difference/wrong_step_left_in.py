"""hint: step-not-taken-back

Leaves each step where it was taken.
"""


def finite_difference(f, x, h, scheme="central"):
    x = np.array(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        here = f(x)
        x[i] = x[i] + h
        up = f(x)
        if scheme == "forward":
            g[i] = (up - here) / h
        else:
            x[i] = x[i] - h - h
            g[i] = (up - f(x)) / (2 * h)
    return g
