"""hint: left-out

What is two and a half deviations away does not count.
"""


def hutchinson(matvec, n, probes, rng):
    V = rng.standard_normal((probes, n))
    q = np.array([v @ matvec(v) for v in V])
    s = np.std(q, ddof=1)
    kept = [x for x in q if abs(x - q.mean()) <= 2.5 * s]
    return np.mean(kept), np.std(kept, ddof=1) / np.sqrt(len(kept))
