"""hint: sum-for-mean

The total.
"""


def hutchinson(matvec, n, probes, rng):
    total, q = 0.0, []
    for _ in range(probes):
        v = rademacher(rng, n)
        q.append(v @ matvec(v))
        total += q[-1]
    return total, np.std(q, ddof=1) / np.sqrt(probes)
