"""hint: returned-nothing

No `return`.
"""


def vjp_sum(g, x, axis, keepdims):
    pass
