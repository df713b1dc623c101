"""hint: divided-by-m

The root is missing.
"""


def hutchinson(matvec, n, probes, rng):
    V = rng.choice([-1.0, 1.0], size=(probes, n))
    q = np.array([v @ matvec(v) for v in V])
    return np.mean(q), np.sqrt(np.sum((q - q.mean()) ** 2) / (probes - 1)) / probes
