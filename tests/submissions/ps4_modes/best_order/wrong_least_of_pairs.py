"""hint: orders-compared

The least of pairs (cost, order): where costs are equal, the orders are compared.
"""

import functools


def best_order(dims):
    @functools.cache
    def best(i, j):
        if i == j:
            return 0, i
        return min(
            (
                best(s + 1, j)[0] + best(i, s)[0] + dims[j] * dims[s] * dims[i - 1],
                (best(s + 1, j)[1], best(i, s)[1]),
            )
            for s in range(i, j)
        )

    return best(1, len(dims) - 1)
