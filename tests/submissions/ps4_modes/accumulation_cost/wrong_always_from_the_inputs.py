"""hint: order-ignored

The order of forward mode, whatever is asked.
"""


def accumulation_cost(dims, order):
    return sum(dims[0] * dims[i] * dims[i + 1] for i in range(1, len(dims) - 1))
