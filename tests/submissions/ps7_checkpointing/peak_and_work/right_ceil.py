"""By math.ceil."""


def peak_and_work(n, every):
    every = min(n, every)
    c = math.ceil(n / every)
    return (c + every - 1, n - c)
