"""hint: depends-on-earlier-calls

Keeps the pieces' results in a dictionary outside, under their places alone, so the next chain gets those of the last.
"""

_memo = {}


def best_order(dims):
    def best(lo, hi):
        if hi - lo == 1:
            return 0, hi
        if (lo, hi) not in _memo:
            candidates = []
            for s in range(lo + 1, hi):
                left, right = best(s, hi), best(lo, s)
                candidates.append(
                    (left[0] + right[0] + dims[lo] * dims[s] * dims[hi], (left[1], right[1]))
                )
            _memo[lo, hi] = min(candidates, key=lambda c: c[0])
        return _memo[lo, hi]

    return best(0, len(dims) - 1)
