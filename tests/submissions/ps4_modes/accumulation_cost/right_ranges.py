"""Only the ends of each piece are looked at."""


def accumulation_cost(dims, order):
    def ends(order):
        low = high = order
        while not isinstance(high, int):
            high = high[0]
        while not isinstance(low, int):
            low = low[1]
        return low, high

    if isinstance(order, int):
        return 0
    left, right = order
    low, split = ends(right)
    _, high = ends(left)
    here = dims[high] * dims[split] * dims[low - 1]
    return here + accumulation_cost(dims, left) + accumulation_cost(dims, right)
