"""The root, rounded."""


def best_spacing(n):
    return round(math.sqrt(n))
