"""A comparison as an index."""


def choose_mode(n, m):
    return ("forward", "reverse")[n > m]
