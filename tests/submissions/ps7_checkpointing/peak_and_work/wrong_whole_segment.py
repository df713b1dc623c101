"""hint: checkpoint-counted-twice

The checkpoint counts in its segment again.
"""


def peak_and_work(n, every):
    k = (n + every - 1) // every
    return k + min(n, every), n - k
