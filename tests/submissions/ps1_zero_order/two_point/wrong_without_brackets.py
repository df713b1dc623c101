"""hint: multiplied-by-the-step

`/ 2 * h` without brackets.
"""


def two_point(f, x, v, h):
    return v * x.size * (f(x + h * v) - f(x - h * v)) / 2 * h
