"""hint: one-output-only

Reverse mode only for a single output.
"""


def choose_mode(n, m):
    return "reverse" if m == 1 and n != 1 else "forward"
