"""hint: divided-by-n

`np.mean` of the products of entries.
"""


def hutchinson(matvec, n, probes, rng):
    q = []
    for _ in range(probes):
        v = rademacher(rng, n)
        q.append(np.mean(v * matvec(v)))
    q = np.array(q)
    return q.mean(), q.std(ddof=1) / np.sqrt(probes)
