"""hint: factor-missing

Without the factor 2.
"""


def probe_variance(A, kind):
    S = (A + A.T) / 2
    if kind == "rademacher":
        S = S - np.diag(np.diag(S))
    elif kind != "gaussian":
        raise ValueError(kind)
    return np.sum(S**2)
