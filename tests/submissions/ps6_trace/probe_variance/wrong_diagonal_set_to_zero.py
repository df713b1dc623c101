"""hint: arguments-changed

The diagonal is set to 0 in the caller's matrix.
"""


def probe_variance(A, kind):
    if kind == "rademacher":
        np.fill_diagonal(A, 0)
    elif kind != "gaussian":
        raise ValueError(kind)
    S = (A + A.T) / 2
    return 2 * np.sum(S**2)
