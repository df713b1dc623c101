"""hint: another-error

The spread is half the range of the numbers.
"""


def hutchinson(matvec, n, probes, rng):
    q = np.zeros(probes)
    for i in range(probes):
        v = rng.choice([-1.0, 1.0], size=n)
        q[i] = v @ matvec(v)
    return q.mean(), (q.max() - q.min()) / 2 / np.sqrt(probes)
