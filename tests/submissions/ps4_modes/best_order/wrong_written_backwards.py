"""hint: from-left-to-right

The factors stand from J_1 to J_k.
"""


def best_order(dims):
    k = len(dims) - 1
    best = {(i, i): (0, i) for i in range(1, k + 1)}
    for length in range(1, k):
        for i in range(1, k + 1 - length):
            j = i + length
            best[i, j] = min(
                (
                    (
                        best[i, s][0] + best[s + 1, j][0] + dims[i - 1] * dims[s] * dims[j],
                        (best[i, s][1], best[s + 1, j][1]),
                    )
                    for s in range(i, j)
                ),
                key=lambda pair: pair[0],
            )
    return best[1, k]
