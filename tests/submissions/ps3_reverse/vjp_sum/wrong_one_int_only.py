"""hint: axes-one-by-one

Knows one axis, not several.
"""


def vjp_sum(g, x, axis, keepdims):
    if axis is not None and not keepdims:
        g = np.expand_dims(g, int(axis))
    return np.broadcast_to(g, x.shape)
