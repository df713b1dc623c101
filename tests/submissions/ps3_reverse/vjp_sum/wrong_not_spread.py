"""hint: not-spread

Returns g.
"""


def vjp_sum(g, x, axis, keepdims):
    return g
