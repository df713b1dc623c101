"""Axes put back one at a time, in order."""


def vjp_sum(g, x, axis, keepdims):
    if axis is None:
        axis = tuple(range(x.ndim))
    if isinstance(axis, int):
        axis = (axis,)
    if not keepdims:
        for a in sorted(a if a >= 0 else a + x.ndim for a in axis):
            g = np.expand_dims(g, a)
    for a in axis:
        g = np.repeat(g, x.shape[a], axis=a)
    return g
