"""hint: one-step-left-out

The range ends before n.
"""


def best_spacing(n):
    peaks = {peak_and_work(n, every)[0]: every for every in range(1, n)}
    return peaks[min(peaks)]
