"""hint: half-of-the-pairs

One triangle, each pair once.
"""


def probe_variance(A, kind):
    S = (A + A.T) / 2
    if kind == "gaussian":
        return 2 * np.sum(S**2)
    if kind == "rademacher":
        return 2 * np.sum(np.triu(S, 1) ** 2)
    raise ValueError(kind)
