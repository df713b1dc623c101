"""hint: no-order

The order as a flat list of the split places.
"""


def best_order(dims):
    k = len(dims) - 1
    cost, places = {(i, i): 0 for i in range(1, k + 1)}, {(i, i): [] for i in range(1, k + 1)}
    for length in range(1, k):
        for i in range(1, k + 1 - length):
            j = i + length
            c, s = min(
                (cost[i, s] + cost[s + 1, j] + dims[i - 1] * dims[s] * dims[j], s)
                for s in range(i, j)
            )
            cost[i, j], places[i, j] = c, [s, *places[i, s], *places[s + 1, j]]
    return cost[1, k], places[1, k]
