"""hint: wrong-value

A matrix is multiplied with another one where the shapes allow it.
"""


def two_point(f, x, v, h):
    G = x.size * (f(x + h * v) - f(x - h * v)) / (2 * h) * np.ones(v.shape)
    return G @ v if v.ndim == 2 and v.shape[0] == v.shape[1] else G * v
