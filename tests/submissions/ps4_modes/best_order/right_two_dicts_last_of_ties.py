"""A table of costs filled diagonal by diagonal, the orders kept in a dict beside it, the last
of several best places taken, Python's integers throughout.
"""


def best_order(dims):
    d = [int(z) for z in dims]
    k = len(d) - 1
    price = {(i, i): 0 for i in range(1, k + 1)}
    written = {(i, i): i for i in range(1, k + 1)}
    for gap in range(1, k):
        for top in range(k, gap, -1):
            low = top - gap
            candidates = {
                s: price[top, s + 1] + price[s, low] + d[top] * d[s] * d[low - 1]
                for s in range(low, top)
            }
            cheapest = min(candidates.values())
            s = max(t for t, c in candidates.items() if c == cheapest)
            price[top, low] = cheapest
            written[top, low] = (written[top, s + 1], written[s, low])
    return price[k, 1], written[k, 1]
