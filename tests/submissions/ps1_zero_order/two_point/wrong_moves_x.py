"""hint: arguments-changed

Goes from x to one of the points and on to the other in x itself.
"""


def two_point(f, x, v, h):
    x += h * v
    up = f(x)
    x -= 2 * h * v
    return x.size * (up - f(x)) / (2 * h) * v
