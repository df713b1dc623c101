"""hint: single-factor-assumed

A loop that takes one Jacobian off at a time.
"""


def accumulation_cost(dims, order):
    first, last, cost = 0, len(dims) - 1, 0
    while not isinstance(order, int):
        if isinstance(order[0], int):
            cost += dims[last] * dims[last - 1] * dims[first]
            last, order = last - 1, order[1]
        else:
            cost += dims[last] * dims[first + 1] * dims[first]
            first, order = first + 1, order[0]
    return cost
