"""hint: activations-returned

The minimum, not where it is.
"""


def best_spacing(n):
    return min(peak_and_work(n, e)[0] for e in range(1, n + 1))
