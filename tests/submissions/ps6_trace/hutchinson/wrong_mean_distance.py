"""hint: absolute-deviation

The spread is the mean distance from the mean.
"""


def hutchinson(matvec, n, probes, rng):
    q = np.zeros(probes)
    for i in range(probes):
        v = rng.choice([-1.0, 1.0], size=n)
        q[i] = v @ matvec(v)
    return q.mean(), np.abs(q - q.mean()).mean() / np.sqrt(probes)
