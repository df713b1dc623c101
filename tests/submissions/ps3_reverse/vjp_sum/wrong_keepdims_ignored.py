"""hint: keepdims-overlooked

Puts axes back even if they are there.
"""


def vjp_sum(g, x, axis, keepdims):
    if axis is not None:
        g = np.expand_dims(g, axis)
    return g * np.ones(x.shape)
