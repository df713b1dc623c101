"""hint: dimension-misplaced

d_{s+1} in the place of d_s.
"""


def best_order(dims):
    best = {}
    for j in range(1, len(dims)):
        best[j, j] = 0, j
        for i in range(j - 1, 0, -1):
            best[i, j] = min(
                (
                    (
                        best[i, s][0] + best[s + 1, j][0] + dims[i - 1] * dims[s + 1] * dims[j],
                        (best[s + 1, j][1], best[i, s][1]),
                    )
                    for s in range(i, j)
                ),
                key=lambda pair: pair[0],
            )
    return best[1, len(dims) - 1]
