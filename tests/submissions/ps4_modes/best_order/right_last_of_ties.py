"""A table of split points; of equal ones the last is taken."""


def best_order(dims):
    k = len(dims) - 1
    cost = np.zeros((k + 2, k + 2), dtype=int)
    split = {}
    for length in range(2, k + 1):
        for low in range(1, k - length + 2):
            high = low + length - 1
            cost[low, high] = 2**62
            for s in range(low, high):
                c = cost[low, s] + cost[s + 1, high] + dims[low - 1] * dims[s] * dims[high]
                if c <= cost[low, high]:
                    cost[low, high], split[low, high] = c, s

    def order(low, high):
        if low == high:
            return low
        s = split[low, high]
        return order(s + 1, high), order(low, s)

    return int(cost[1, k]), order(1, k)
