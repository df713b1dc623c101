"""hint: matrix-squared

All entries of S S are added.
"""


def probe_variance(A, kind):
    if kind not in ("gaussian", "rademacher"):
        raise ValueError(kind)
    S = (np.asarray(A, dtype=float) + np.asarray(A, dtype=float).T) / 2
    if kind == "rademacher":
        S = S - np.diagflat(np.diagonal(S))
    return 2 * (S @ S).sum()
