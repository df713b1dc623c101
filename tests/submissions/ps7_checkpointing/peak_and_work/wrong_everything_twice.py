"""hint: checkpoints-computed-again

All steps are extra.
"""


def peak_and_work(n, every):
    k = math.ceil(n / every)
    return k + min(n, every) - 1, n
