"""hint: keepdims-overlooked

The condition the wrong way round.
"""


def vjp_sum(g, x, axis, keepdims):
    if axis is not None and keepdims:
        g = np.expand_dims(g, axis)
    return np.broadcast_to(g, x.shape)
