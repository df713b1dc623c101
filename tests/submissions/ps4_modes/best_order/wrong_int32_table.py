"""hint: too-few-bits

A table of costs in int32.
"""


def best_order(dims):
    k = len(dims) - 1
    sizes = np.array(dims, dtype=np.int32)
    table = np.zeros((k + 1, k + 1), dtype=np.int32)
    place = {}
    for length in range(1, k):
        for i in range(1, k + 1 - length):
            j = i + length
            costs = [
                table[i, s] + table[s + 1, j] + sizes[j] * sizes[s] * sizes[i - 1]
                for s in range(i, j)
            ]
            place[i, j] = i + int(np.argmin(costs))
            table[i, j] = min(costs)

    def order(i, j):
        if i == j:
            return i
        s = place[i, j]
        return order(s + 1, j), order(i, s)

    return int(table[1, k]), order(1, k)
