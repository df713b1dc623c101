"""hint: one-number-decides

Cuts every piece at its narrowest place, without a comparison of the costs.
"""


def best_order(dims):
    def cut(lo, hi):
        if hi - lo == 1:
            return 0, hi
        s = min(range(lo + 1, hi), key=lambda t: dims[t])
        a, left = cut(s, hi)
        b, right = cut(lo, s)
        return a + b + dims[hi] * dims[s] * dims[lo], (left, right)

    return cut(0, len(dims) - 1)
