"""hint: swapped

Work first.
"""


def peak_and_work(n, every):
    k = -(-n // every)
    return n - k, k + min(every, n) - 1
