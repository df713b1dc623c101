"""hint: parts-not-added

The cost of a piece is that of its last product.
"""

from functools import cache


def best_order(dims):
    @cache
    def of(i, j):
        if i == j:
            return 0, i
        s = min(range(i, j), key=lambda s: dims[s])
        return dims[j] * dims[s] * dims[i - 1], (of(s + 1, j)[1], of(i, s)[1])

    return of(1, len(dims) - 1)
