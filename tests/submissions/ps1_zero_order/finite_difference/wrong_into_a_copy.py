"""hint: step-lost

The step goes into a flattened copy, and the array itself stays as it is.
"""


def finite_difference(f, x, h, scheme="central"):
    gradient = np.zeros(np.shape(x))
    f0 = f(x) if scheme == "forward" else None
    for k in range(np.size(x)):
        up, down = np.array(x, dtype=float), np.array(x, dtype=float)
        up.flatten()[k] += h
        down.flatten()[k] -= h
        change = f(up) - (f0 if scheme == "forward" else f(down))
        gradient.flat[k] = change / (h if scheme == "forward" else 2 * h)
    return gradient
