"""hint: normalised-without-n

Probes of length 1.
"""


def hutchinson(matvec, n, probes, rng):
    q = []
    for _ in range(probes):
        v = rng.normal(size=n)
        v = v / np.sqrt(v @ v)
        q.append(v @ matvec(v))
    q = np.array(q)
    return q.mean(), q.std(ddof=1) / np.sqrt(probes)
