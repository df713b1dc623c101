"""hint: margin

Reverse mode only where there are ten times as many inputs.
"""


def choose_mode(n, m):
    return "reverse" if n / m > 10 else "forward"
