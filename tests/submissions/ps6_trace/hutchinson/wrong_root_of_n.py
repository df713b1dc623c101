"""hint: n-for-m

The deviation is divided by the root of the number of rows.
"""


def hutchinson(matvec, n, probes, rng):
    q = np.zeros(probes)
    for i in range(probes):
        v = rng.choice([-1.0, 1.0], size=n)
        q[i] = v @ matvec(v)
    return q.mean(), q.std(ddof=1) / np.sqrt(n)
