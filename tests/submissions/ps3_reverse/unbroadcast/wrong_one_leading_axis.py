"""hint: leading-axes-left

One axis in front at most.
"""


def unbroadcast(g, shape):
    if g.ndim > len(shape):
        g = g.sum(0)
    for i, s in enumerate(shape):
        if s == 1:
            g = g.sum(i, keepdims=True)
    return g
