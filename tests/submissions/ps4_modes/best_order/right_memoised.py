"""Recursion from the top, with a cache."""

from functools import lru_cache


def best_order(dims):
    @lru_cache(None)
    def solve(high, low):
        if high == low:
            return 0, low
        options = []
        for s in range(low, high):
            a, left = solve(high, s + 1)
            b, right = solve(s, low)
            options.append((a + b + dims[high] * dims[s] * dims[low - 1], (left, right)))
        return min(options, key=lambda option: option[0])

    return solve(len(dims) - 1, 1)
