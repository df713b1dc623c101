"""hint: stretched-axes-left

Leaves the stretched axes.
"""


def unbroadcast(g, shape):
    return g.sum(axis=tuple(range(g.ndim - len(shape))))
