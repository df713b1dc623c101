"""hint: greedy

Greedy: the cheapest product first.
"""


def best_order(dims):
    dims, orders, total = list(dims), list(range(1, len(dims))), 0
    while len(orders) > 1:
        prices = [dims[s - 1] * dims[s] * dims[s + 1] for s in range(1, len(dims) - 1)]
        s = prices.index(min(prices)) + 1
        total += prices[s - 1]
        orders[s - 1 : s + 1] = [(orders[s], orders[s - 1])]
        dims.pop(s)
    return total, orders[0]
