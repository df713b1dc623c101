"""hint: arguments-changed

v becomes the step, and is divided by h again, which leaves rounding errors in it.
"""


def two_point(f, x, v, h):
    v *= h
    slope = (f(x + v) - f(x - v)) / (2 * h)
    v /= h
    return x.size * slope * v
