"""hint: margin

A pass of reverse mode is counted as three of forward mode, because a gradient costs about three
evaluations.
"""


def choose_mode(n, m):
    forward_cost = n
    reverse_cost = 3 * m
    if reverse_cost < forward_cost:
        return "reverse"
    return "forward"
