"""hint: nonzero-counted

D counts the entries of v that are not zero, and not all entries.
"""


def two_point(f, x, v, h):
    active = np.count_nonzero(v)
    s = (f(x + h * v) - f(x - h * v)) / (2.0 * h)
    return active * s * v
