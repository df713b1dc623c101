"""hint: one-number-decides

Greedy: the largest inner dimension is removed first.
"""


def best_order(dims):
    dims, orders, total = list(dims), list(range(1, len(dims))), 0
    while len(orders) > 1:
        s = max(range(1, len(dims) - 1), key=lambda s: dims[s])
        total += dims[s - 1] * dims[s] * dims[s + 1]
        orders[s - 1 : s + 1] = [(orders[s], orders[s - 1])]
        del dims[s]
    return total, orders[0]
