"""hint: axes-counted

The number of axes in place of that of entries.
"""


def two_point(f, x, v, h):
    slope = (f(x + h * v) - f(x - h * v)) / (2 * h)
    return len(x.shape) * slope * v
