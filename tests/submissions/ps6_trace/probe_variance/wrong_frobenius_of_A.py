"""hint: not-symmetrised

The formula for symmetric matrices.
"""


def probe_variance(A, kind):
    norm = np.linalg.norm(A) ** 2
    if kind == "gaussian":
        return 2 * norm
    if kind == "rademacher":
        return 2 * (norm - np.linalg.norm(np.diag(A)) ** 2)
    raise ValueError(kind)
