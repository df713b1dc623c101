"""hint: always-reverse

Reverse mode, as everybody does.
"""


def choose_mode(n, m):
    return "reverse"
