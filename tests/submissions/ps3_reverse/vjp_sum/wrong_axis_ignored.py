"""hint: axis-not-put-back

Leaves it to broadcasting.
"""


def vjp_sum(g, x, axis, keepdims):
    return g * np.ones(x.shape)
