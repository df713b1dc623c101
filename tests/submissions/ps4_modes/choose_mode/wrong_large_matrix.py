"""hint: not-compared

Reverse mode for matrices with many entries.
"""


def choose_mode(n, m):
    entries = n * m
    return "forward" if entries <= 500 else "reverse"
