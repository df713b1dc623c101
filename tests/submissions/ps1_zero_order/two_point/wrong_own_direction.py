"""hint: wrong-value

Draws a direction of its own.
"""


def two_point(f, x, v, h):
    v = np.random.default_rng(0).standard_normal(x.shape)
    v = v / np.linalg.norm(v)
    return x.size * (f(x + h * v) - f(x - h * v)) / (2 * h) * v
