"""hint: cut-left-out

Leaves out the last place of the cut, off by one, where the left factor is a single Jacobian (unless it is the only one).
"""


def best_order(dims):
    k = len(dims) - 1
    best = {}
    for i in range(1, k + 1):
        best[i, i] = (0, i)
    for length in range(2, k + 1):
        for lo in range(1, k - length + 2):
            hi = lo + length - 1
            found = None
            for s in range(lo, max(lo + 1, hi - 1)):  # J_hi … J_{s+1} times J_s … J_lo
                c = best[s + 1, hi][0] + best[lo, s][0] + dims[hi] * dims[s] * dims[lo - 1]
                if found is None or c < found[0]:
                    found = (c, (best[s + 1, hi][1], best[lo, s][1]))
            best[lo, hi] = found
    return best[1, k]
