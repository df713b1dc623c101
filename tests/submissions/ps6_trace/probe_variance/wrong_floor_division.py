"""hint: truncated

`//` rounds the symmetric part down, also that of floats.
"""


def probe_variance(A, kind):
    S = (A + A.T) // 2
    if kind == "gaussian":
        return 2.0 * np.sum(S**2)
    if kind == "rademacher":
        return 2.0 * (np.sum(S**2) - np.sum(np.diag(S) ** 2))
    raise ValueError(kind)
