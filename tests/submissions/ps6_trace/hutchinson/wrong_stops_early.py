"""hint: too-few-products

The loop stops after two equal numbers.
"""


def hutchinson(matvec, n, probes, rng):
    q = []
    for _ in range(probes):
        v = rademacher(rng, n)
        q.append(float(v @ matvec(v)))
        if len(q) > 1 and np.std(q) < 1e-12 * abs(np.mean(q)):
            break
    return np.mean(q), np.std(q, ddof=1) / np.sqrt(len(q))
