"""hint: one-entry-picked

Takes one of the copies.
"""


def unbroadcast(g, shape):
    while g.ndim > len(shape):
        g = g[0]
    return g[tuple(slice(0, n) for n in shape)]
