"""Mean and squares are updated with each product (Welford)."""


def hutchinson(matvec, n, probes, rng):
    mean = squares = 0.0
    for i in range(1, probes + 1):
        v = rademacher(rng, n)
        q = float(v @ matvec(v))
        step = q - mean
        mean += step / i
        squares += step * (q - mean)
    return mean, (squares / (probes - 1) / probes) ** 0.5
