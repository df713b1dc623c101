"""hint: leading-axes-left

Leaves the axes that were added in front.
"""


def unbroadcast(g, shape):
    shape = (0,) * (g.ndim - len(shape)) + tuple(shape)
    axes = tuple(i for i, n in enumerate(shape) if n == 1)
    return g.sum(axis=axes, keepdims=True) if axes else g
