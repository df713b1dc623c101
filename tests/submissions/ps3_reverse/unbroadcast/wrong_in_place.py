"""hint: arguments-changed

Adds up in the first slice of g.
"""


def unbroadcast(g, shape):
    while g.ndim > len(shape):
        for i in range(1, g.shape[0]):
            g[0, ...] += g[i]
        g = g[0]
    for i, n in enumerate(shape):
        if n == 1:
            g = g.sum(axis=i, keepdims=True)
    return g
