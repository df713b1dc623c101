"""hint: least-work

The fewest extra steps.
"""


def best_spacing(n):
    return min(range(1, n + 1), key=lambda e: peak_and_work(n, e)[1])
