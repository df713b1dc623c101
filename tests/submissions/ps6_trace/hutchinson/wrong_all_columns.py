"""hint: too-many-products

The exact trace, by all columns.
"""


def hutchinson(matvec, n, probes, rng):
    return sum(matvec(e)[i] for i, e in enumerate(np.eye(n))), 0.0
