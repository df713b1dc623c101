"""Lists in the place of tuples, and a float for the cost."""


def best_order(dims):
    table = {}
    for high in range(1, len(dims)):
        table[high, high] = (0.0, high)
        for low in range(high - 1, 0, -1):
            table[high, low] = min(
                (
                    [
                        table[high, s + 1][0]
                        + table[s, low][0]
                        + dims[high] * dims[s] * dims[low - 1],
                        [table[high, s + 1][1], table[s, low][1]],
                    ]
                    for s in range(low, high)
                ),
                key=lambda pair: pair[0],
            )
    return table[len(dims) - 1, 1]
