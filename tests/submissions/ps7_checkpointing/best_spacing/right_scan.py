"""All spacings are tried."""


def best_spacing(n):
    peaks = [peak_and_work(n, every)[0] for every in range(1, n + 1)]
    return 1 + int(np.argmin(peaks))
