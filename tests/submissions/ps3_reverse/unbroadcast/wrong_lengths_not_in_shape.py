"""hint: lengths-looked-up

An axis of g is summed if its length does not occur anywhere in `shape`, but it is the position that
counts: with g of shape (3, 3) and shape (3,) nothing is summed.
"""


def unbroadcast(g, shape):
    axes = tuple(i for i, n in enumerate(g.shape) if n not in shape)
    return g.sum(axis=axes, keepdims=True).reshape(shape)
