"""hint: matrices-in-mind

Axis 0, or else axis 1.
"""


def vjp_sum(g, x, axis, keepdims):
    if axis is None or keepdims or axis == 0:
        return np.broadcast_to(g, x.shape)
    return np.broadcast_to(g.reshape(*g.shape[:1], 1, *g.shape[1:]), x.shape)
