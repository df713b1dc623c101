"""hint: index-for-spacing

The index that begins at 0.
"""


def best_spacing(n):
    return int(np.argmin([peak_and_work(n, e)[0] for e in range(1, n + 1)]))
