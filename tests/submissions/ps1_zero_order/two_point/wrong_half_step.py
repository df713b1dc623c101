"""hint: half-step

The points are h/2 away from x in place of h; it agrees for quadratic functions only.
"""


def two_point(f, x, v, h):
    half = 0.5 * h
    a, b = f(x + half * v), f(x - half * v)
    return x.size * ((a - b) / h) * v
