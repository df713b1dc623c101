"""hint: search-bounded

Five hundred spacings are tried.
"""


def best_spacing(n):
    spacings = range(1, min(n, 500) + 1)
    return min(spacings, key=lambda every: peak_and_work(n, every)[0])
