"""hint: too-short

Two thirds of the root.
"""


def best_spacing(n):
    return max(1, int(2 * math.sqrt(n) / 3))
