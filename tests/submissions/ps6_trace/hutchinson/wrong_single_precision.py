"""hint: single-precision

In single precision.
"""


def hutchinson(matvec, n, probes, rng):
    q = np.zeros(probes, dtype=np.float32)
    for i in range(probes):
        v = rademacher(rng, n)
        q[i] = v @ matvec(v)
    return q.mean(), q.std(ddof=1) / np.sqrt(np.float32(probes))
