"""hint: another-norm

The spectral norm.
"""


def probe_variance(A, kind):
    S = (A + A.T) / 2
    if kind == "gaussian":
        return 2 * np.linalg.norm(S, ord=2) ** 2
    if kind == "rademacher":
        return 2 * np.linalg.norm(S - np.diag(np.diag(S)), ord=2) ** 2
    raise ValueError(kind)
