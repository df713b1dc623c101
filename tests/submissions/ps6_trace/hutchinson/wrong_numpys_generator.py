"""hint: other-generator

NumPy's global generator.
"""


def hutchinson(matvec, n, probes, rng):
    q = []
    for _ in range(probes):
        v = np.random.choice([-1.0, 1.0], n)
        q.append(v @ matvec(v))
    return np.mean(q), np.std(q, ddof=1) / np.sqrt(probes)
