"""hint: raised

f gets a flat array.
"""


def two_point(f, x, v, h):
    up, down = np.ravel(x + h * v), np.ravel(x - h * v)
    return x.size * (f(up) - f(down)) / (2 * h) * v
