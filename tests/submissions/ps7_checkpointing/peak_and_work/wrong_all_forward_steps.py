"""hint: total-work

The first run counts too.
"""


def peak_and_work(n, every):
    k = -(-n // every)
    work = n
    for s in range(0, n, every):
        work += min(every, n - s) - 1
    return k + min(every, n) - 1, work
