"""hint: rayleigh-quotient

Each number is a Rayleigh quotient of a normal probe.
"""


def hutchinson(matvec, n, probes, rng):
    q = []
    for v in rng.standard_normal((probes, n)):
        q.append(v @ matvec(v) / (v @ v))
    return np.mean(q), np.std(q, ddof=1) / np.sqrt(probes)
