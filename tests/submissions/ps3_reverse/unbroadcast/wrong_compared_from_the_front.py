"""hint: left-aligned

Axes are compared with those of `shape` from the front.
"""


def unbroadcast(g, shape):
    different = [i for i, n in enumerate(shape) if g.shape[i] != n]
    return g.sum(axis=tuple(different), keepdims=True).reshape(shape)
