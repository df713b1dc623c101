"""hint: negative-axis

A negative axis is counted from the end of g, which has fewer axes than x.
"""


def vjp_sum(g, x, axis, keepdims):
    g = np.asarray(g, dtype=float)
    if axis is None:
        return np.full(x.shape, g.sum())
    axes = [axis] if isinstance(axis, (int, np.integer)) else list(axis)
    if not keepdims:
        axes = sorted(a if a >= 0 else a + g.ndim for a in axes)
        for a in axes:
            g = np.expand_dims(g, a)
    return np.broadcast_to(g, x.shape) + 0.0
