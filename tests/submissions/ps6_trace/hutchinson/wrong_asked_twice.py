"""hint: too-many-products

One product for each of the two numbers.
"""


def hutchinson(matvec, n, probes, rng):
    V = [rademacher(rng, n) for _ in range(probes)]
    estimate = sum(v @ matvec(v) for v in V) / probes
    squares = sum((v @ matvec(v) - estimate) ** 2 for v in V)
    return estimate, np.sqrt(squares / (probes - 1) / probes)
