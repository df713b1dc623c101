"""hint: pieces-of-one-length

What is found for a piece is kept under its length.
"""


def best_order(dims):
    kept = {}

    def moved(order, by):
        return order + by if isinstance(order, int) else tuple(moved(part, by) for part in order)

    def of(i, j):
        if i == j:
            return 0, i
        if j - i not in kept:
            tries = []
            for s in range(i, j):
                (a, right), (b, left) = of(i, s), of(s + 1, j)
                tries.append((a + b + dims[i - 1] * dims[s] * dims[j], (left, right)))
            kept[j - i] = i, min(tries, key=lambda pair: pair[0])
        at, (cost, order) = kept[j - i]
        return cost, moved(order, i - at)

    return of(1, len(dims) - 1)
