"""hint: every-not-capped

A segment longer than the chain.
"""


def peak_and_work(n, every):
    k = -(-n // every)
    return k + (every - 1), n - k
