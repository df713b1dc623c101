"""hint: truncated

The array for the numbers is one of integers.
"""


def hutchinson(matvec, n, probes, rng):
    q = np.zeros(probes, dtype=int)
    for i in range(probes):
        v = rademacher(rng, n)
        q[i] = v @ matvec(v)
    return q.mean(), q.std(ddof=1) / np.sqrt(probes)
