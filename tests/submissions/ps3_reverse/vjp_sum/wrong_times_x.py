"""hint: multiplied-by-x

The entry in place of its derivative.
"""


def vjp_sum(g, x, axis, keepdims):
    if axis is not None and not keepdims:
        g = np.expand_dims(g, axis)
    return g * x
