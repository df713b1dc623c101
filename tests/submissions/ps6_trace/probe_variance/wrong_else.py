"""hint: another-kind

Everything else is taken for signs.
"""


def probe_variance(A, kind):
    S = (A + A.T) / 2
    if kind == "gaussian":
        return 2 * np.sum(S**2)
    else:
        return 2 * (np.sum(S**2) - np.sum(np.diag(S) ** 2))
