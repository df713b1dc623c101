"""Normal probes, scaled after the product."""


def hutchinson(matvec, n, probes, rng):
    q = np.zeros(probes)
    for i in range(probes):
        g = rng.standard_normal(n)
        q[i] = n * (g @ matvec(g)) / (g @ g)
    return np.mean(q), np.std(q) / np.sqrt(probes - 1)
