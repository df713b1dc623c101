"""hint: divided-by-count

The rule of the mean.
"""


def vjp_sum(g, x, axis, keepdims):
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return np.broadcast_to(g, x.shape) * (g.size / x.size)
