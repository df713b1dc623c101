"""hint: order-of-another-cost

Notes the place that was tried last and not the best one, so the order does not belong to the cost.
"""


def best_order(dims):
    k = len(dims) - 1
    cost = [[0] * (k + 1) for _ in range(k + 1)]
    split = [[0] * (k + 1) for _ in range(k + 1)]
    for length in range(2, k + 1):
        for lo in range(0, k - length + 1):
            hi = lo + length
            cost[lo][hi] = float("inf")
            for s in range(lo + 1, hi):
                c = cost[lo][s] + cost[s][hi] + dims[lo] * dims[s] * dims[hi]
                cost[lo][hi] = min(cost[lo][hi], c)
                split[lo][hi] = s

    def tree(lo, hi):
        if hi == lo + 1:
            return hi
        s = split[lo][hi]
        return tree(s, hi), tree(lo, s)

    return cost[0][k], tree(0, k)
