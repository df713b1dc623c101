"""Rows of the identity as steps; a list of slopes at the end."""


def finite_difference(f, x, h, scheme="central"):
    x = np.asarray(x, float)
    steps = [h * e.reshape(x.shape) for e in np.eye(x.size)]
    if scheme == "forward":
        here = f(x)
        slopes = [(f(x + s) - here) / h for s in steps]
    else:
        slopes = [(f(x + s) - f(x - s)) / 2 / h for s in steps]
    return np.array(slopes).reshape(x.shape)
