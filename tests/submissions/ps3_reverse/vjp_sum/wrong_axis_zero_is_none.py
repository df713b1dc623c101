"""hint: axis-0-as-none

`not axis` is true for axis=0 as well as for None, so a sum over the first axis is treated as a sum
over everything.
"""


def vjp_sum(g, x, axis, keepdims):
    if not axis:  # sum of all entries
        return np.ones(x.shape) * np.sum(g)
    if not keepdims:
        g = np.expand_dims(g, axis)
    return np.ones(x.shape) * g
