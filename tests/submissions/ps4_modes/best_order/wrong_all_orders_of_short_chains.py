"""hint: better-of-the-modes

All orders are tried where the chain is short, and the two modes where it is long.
"""


def best_order(dims):
    def orders(i, j):
        if i == j:
            yield 0, i
        for s in range(i, j):
            for a, left in orders(s + 1, j):
                for b, right in orders(i, s):
                    yield a + b + dims[j] * dims[s] * dims[i - 1], (left, right)

    k = len(dims) - 1
    if k <= 8:
        return min(orders(1, k), key=lambda pair: pair[0])
    forward, reverse, costs = 1, k, [0, 0]
    for i in range(1, k):
        forward, reverse = (i + 1, forward), (reverse, k - i)
        costs[0] += dims[0] * dims[i] * dims[i + 1]
        costs[1] += dims[k] * dims[i] * dims[i - 1]
    return min(zip(costs, (forward, reverse)))
