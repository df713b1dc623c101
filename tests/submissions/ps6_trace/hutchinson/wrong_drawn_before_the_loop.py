"""hint: one-probe-reused

Drawn before the loop.
"""


def hutchinson(matvec, n, probes, rng):
    v = rademacher(rng, n)
    q = np.array([v @ matvec(v) for _ in range(probes)])
    return q.mean(), q.std(ddof=1) / np.sqrt(probes)
