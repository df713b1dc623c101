"""hint: dimension-missing

The slope along v, in the direction v.
"""


def two_point(f, x, v, h):
    return (f(x + h * v) - f(x - h * v)) / (2 * h) * v
