"""The factor in front, and v.size."""


def two_point(f, x, v, h):
    up, down = f(x + h * v), f(x - h * v)
    return v.size / (2 * h) * (up - down) * v
