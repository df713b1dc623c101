"""On the sphere of radius √n, with sums in Python."""

import statistics


def hutchinson(matvec, n, probes, rng):
    q = []
    for _ in range(probes):
        v = rng.normal(size=n)
        v *= np.sqrt(n) / np.linalg.norm(v)
        q.append(float(np.dot(matvec(v), v)))
    return [statistics.fmean(q), statistics.stdev(q) / probes**0.5]
