"""hint: rounded-down

The short segment has no checkpoint.
"""


def peak_and_work(n, every):
    k = n // every
    return k + min(every, n) - 1, n - k
