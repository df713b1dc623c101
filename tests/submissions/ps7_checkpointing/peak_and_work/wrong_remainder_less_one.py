"""hint: rounded-up-always

Counts n % every − 1 for the last segment, also where every divides n: one too few then.
"""


def peak_and_work(n, every):
    full, rest = divmod(n, every)
    checkpoints = full + (1 if rest > 0 else 0)
    work = full * (every - 1) + (rest - 1)
    return checkpoints + min(every, n) - 1, work
