"""hint: swapped

The two modes in each other's place.
"""


def choose_mode(n, m):
    return "forward" if n > m else "reverse"
