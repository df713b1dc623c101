"""hint: axes-one-by-one

Puts the axes back in the order of the tuple.
"""


def vjp_sum(g, x, axis, keepdims):
    if axis is not None and not keepdims:
        for a in axis if isinstance(axis, tuple) else (axis,):
            g = np.expand_dims(g, a)
    return np.broadcast_to(g, x.shape)
