"""hint: tie

Reverse mode in a tie.
"""


def choose_mode(n, m):
    if n < m:
        return "forward"
    return "reverse"
