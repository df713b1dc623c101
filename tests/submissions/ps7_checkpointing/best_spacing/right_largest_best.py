"""The largest of the best."""


def best_spacing(n):
    return min(range(n, 0, -1), key=lambda e: math.ceil(n / e) + e)
