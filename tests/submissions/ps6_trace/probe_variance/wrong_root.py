"""hint: deviation-for-variance

A standard deviation.
"""


def probe_variance(A, kind):
    S = (A + A.T) / 2
    if kind == "gaussian":
        return np.sqrt(2) * np.linalg.norm(S)
    if kind == "rademacher":
        return np.sqrt(2) * np.linalg.norm(S - np.diag(np.diag(S)))
    raise ValueError(kind)
