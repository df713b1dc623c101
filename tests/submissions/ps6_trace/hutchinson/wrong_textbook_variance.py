"""hint: cancellation

The mean of squares, less the square of the mean.
"""


def hutchinson(matvec, n, probes, rng):
    s1 = s2 = 0.0
    for _ in range(probes):
        v = rademacher(rng, n)
        q = v @ matvec(v)
        s1, s2 = s1 + q, s2 + q * q
    variance = max(s2 - s1 * s1 / probes, 0.0) / (probes - 1)
    return s1 / probes, np.sqrt(variance / probes)
