"""hint: axes-one-by-one

The axes are put back in the order in which they are given, which works only if they are given in
increasing order.
"""


def vjp_sum(g, x, axis, keepdims):
    out = np.asarray(g)
    if axis is None:
        axis = tuple(range(x.ndim))
    elif np.ndim(axis) == 0:
        axis = (axis,)
    axis = [a % x.ndim for a in axis]
    if not keepdims:
        for a in axis:
            out = np.expand_dims(out, min(a, out.ndim))
    return out * np.ones_like(x)
