"""hint: one-probe-reused

Each probe, and then its opposite.
"""


def hutchinson(matvec, n, probes, rng):
    V = rng.choice([-1.0, 1.0], size=(-(-probes // 2), n))
    both = np.stack([V, -V], axis=1).reshape(-1, n)[:probes]
    q = np.array([v @ matvec(v) for v in both])
    return q.mean(), q.std(ddof=1) / np.sqrt(probes)
