"""hint: too-long

Five more than the root.
"""


def best_spacing(n):
    return min(n, math.isqrt(n) + 5)
