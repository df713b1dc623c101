"""hint: not-at-a-dual

A difference along v.
"""


def jvp(f, x, v):
    x, v, h = np.array(x, dtype=float), np.array(v, dtype=float), 1e-6
    value = np.array(f(list(x)))
    return value, (np.array(f(list(x + h * v))) - np.array(f(list(x - h * v)))) / (2 * h)
