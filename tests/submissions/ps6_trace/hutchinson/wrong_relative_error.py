"""hint: relative

The error is given as a share of the estimate.
"""


def hutchinson(matvec, n, probes, rng):
    q = np.zeros(probes)
    for i in range(probes):
        v = rng.choice([-1.0, 1.0], size=n)
        q[i] = v @ matvec(v)
    return q.mean(), q.std(ddof=1) / np.sqrt(probes) / abs(q.mean())
