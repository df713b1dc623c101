"""hint: multiplied-by-the-step

`/ 2 * h` without brackets.
"""


def finite_difference(f, x, h, scheme="central"):
    x = np.array(x, dtype=float)
    slopes, f0 = np.empty(x.size), f(x) if scheme == "forward" else 0.0
    for k, e in enumerate(np.eye(x.size)):
        step = h * e.reshape(x.shape)
        slopes[k] = (f(x + step) - f0) / h if scheme == "forward" else (f(x + step) - f(x - step)) / 2 * h
    return slopes.reshape(x.shape)
