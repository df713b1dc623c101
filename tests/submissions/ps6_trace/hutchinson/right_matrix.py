"""All probes at once, normal."""


def hutchinson(matvec, n, probes, rng):
    V = rng.standard_normal((probes, n))
    W = np.stack([matvec(v) for v in V])
    q = np.einsum("ij,ij->i", V, W)
    return q.mean(), q.std(ddof=1) / probes**0.5
