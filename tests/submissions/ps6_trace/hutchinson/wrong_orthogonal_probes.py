"""hint: orthogonal-probes

Columns of orthogonal matrices, of the length √n.
"""


def hutchinson(matvec, n, probes, rng):
    columns = []
    while len(columns) < probes:
        columns += list(np.linalg.svd(rng.standard_normal((n, n)))[0].T)
    q = np.array([n * (u @ matvec(u)) for u in columns[:probes]])
    return np.mean(q), np.std(q, ddof=1) / np.sqrt(probes)
