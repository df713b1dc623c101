"""hint: half

Two segments.
"""


def best_spacing(n):
    return (n + 1) // 2
