"""hint: ends-only

A piece grows by one Jacobian on its left or on its right.
"""


def best_order(dims):
    k = len(dims) - 1
    best = {(i, i): (0, i) for i in range(1, k + 1)}
    for length in range(1, k):
        for i in range(1, k + 1 - length):
            j = i + length
            (a, left), (b, right) = best[i, j - 1], best[i + 1, j]
            a += dims[j] * dims[j - 1] * dims[i - 1]
            b += dims[j] * dims[i] * dims[i - 1]
            best[i, j] = (a, (j, left)) if a <= b else (b, (right, i))
    return best[1, k]
