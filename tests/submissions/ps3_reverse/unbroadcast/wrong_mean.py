"""hint: averaged

Mean for sum.
"""


def unbroadcast(g, shape):
    added = g.ndim - len(shape)
    axes = (*range(added), *(added + i for i, n in enumerate(shape) if n == 1))
    return g.mean(axis=axes, keepdims=True).reshape(shape)
