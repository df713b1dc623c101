"""hint: computed-again

The recursion, without keeping what it found.
"""


def best_order(dims):
    def of(i, j):
        if i == j:
            return 0, i
        tries = []
        for s in range(i, j):
            (a, right), (b, left) = of(i, s), of(s + 1, j)
            tries.append((a + b + dims[i - 1] * dims[s] * dims[j], (left, right)))
        return min(tries, key=lambda pair: pair[0])

    return of(1, len(dims) - 1)
