"""hint: fixed-seed

A seed of its own.
"""


def hutchinson(matvec, n, probes, rng):
    rng = np.random.default_rng(42)
    q = np.array([v @ matvec(v) for v in rng.choice([-1.0, 1.0], size=(probes, n))])
    return q.mean(), q.std(ddof=1) / np.sqrt(probes)
