"""hint: raised

A complex step, which f does not take.
"""


def finite_difference(f, x, h, scheme="central"):
    x = np.asarray(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        z = x.astype(complex)
        z[i] += 1j * h
        g[i] = np.imag(f(z)) / h
    return g
