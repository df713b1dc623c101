"""hint: matrices-in-mind

The axis is always put back behind the others.
"""


def vjp_sum(g, x, axis, keepdims):
    if axis is not None and not keepdims:
        g = g[..., np.newaxis]
    return np.zeros_like(x) + g
