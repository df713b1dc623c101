"""hint: default-scheme

Without an argument it takes the forward scheme; the default must be the central one.
"""


def finite_difference(f, x, h, scheme="forward"):
    x = np.array(x, dtype=float)
    basis = np.eye(x.size).reshape(x.size, *x.shape)
    if scheme == "forward":
        fx = f(x.copy())
        slopes = [(f(x + h * e) - fx) / h for e in basis]
    else:
        slopes = [(f(x + h * e) - f(x - h * e)) / (2 * h) for e in basis]
    return np.array(slopes, dtype=float).reshape(x.shape)
