"""hint: uniform-probes

Numbers drawn evenly.
"""


def hutchinson(matvec, n, probes, rng):
    q = []
    for _ in range(probes):
        v = 2 * rng.random(n) - 1
        q.append(v @ matvec(v))
    return np.mean(q), np.std(q, ddof=1) / np.sqrt(probes)
