"""hint: two-different-probes

A fresh vector on each side.
"""


def hutchinson(matvec, n, probes, rng):
    q = [rademacher(rng, n) @ matvec(rademacher(rng, n)) for _ in range(probes)]
    return np.mean(q), np.std(q, ddof=1) / np.sqrt(probes)
