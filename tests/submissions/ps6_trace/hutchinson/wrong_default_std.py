"""hint: population-deviation

NumPy's default for the deviation.
"""


def hutchinson(matvec, n, probes, rng):
    V = rng.choice([-1.0, 1.0], size=(probes, n))
    q = np.array([v @ matvec(v) for v in V])
    return np.mean(q), np.std(q) / np.sqrt(probes)
