"""hint: another-mean

The estimate is the middle between the largest and the smallest number.
"""


def hutchinson(matvec, n, probes, rng):
    q = np.zeros(probes)
    for i in range(probes):
        v = rng.choice([-1.0, 1.0], size=n)
        q[i] = v @ matvec(v)
    return (q.max() + q.min()) / 2, q.std(ddof=1) / np.sqrt(probes)
