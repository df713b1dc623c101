"""hint: own-cost

The cheapest order, with what forward mode costs.
"""


def best_order(dims):
    k, best = len(dims) - 1, {}
    for j in range(1, k + 1):
        for i in range(j, 0, -1):
            found = [
                (best[s + 1, j][0] + best[i, s][0] + dims[j] * dims[s] * dims[i - 1], s)
                for s in range(i, j)
            ]
            cost, s = min(found, default=(0, 0))
            best[i, j] = cost, (best[s + 1, j][1], best[i, s][1]) if s else i
    return sum(dims[0] * dims[i] * dims[i + 1] for i in range(1, k)), best[1, k][1]
