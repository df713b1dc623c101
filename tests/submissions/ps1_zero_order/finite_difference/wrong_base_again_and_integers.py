"""hint: base-value-again

f(x) for each coordinate, and a step of the type of x.
"""


def finite_difference(f, x, h, scheme="central"):
    result = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros_like(x)
        e[i] = h
        ahead, behind = f(x + e), f(x) if scheme == "forward" else f(x - e)
        result[i] = (ahead - behind) / (h if scheme == "forward" else 2 * h)
    return result
