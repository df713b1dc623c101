"""hint: negative-axis

A negative axis is taken as the first.
"""


def vjp_sum(g, x, axis, keepdims):
    if axis is None or keepdims:
        return np.broadcast_to(g, x.shape)
    axes = axis if isinstance(axis, tuple) else (axis,)
    shape = [1 if i in [max(a, 0) for a in axes] else n for i, n in enumerate(x.shape)]
    return np.broadcast_to(np.reshape(g, shape), x.shape)
