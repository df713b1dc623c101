"""hint: not-symmetrised

A matrix that is not symmetric is refused.
"""


def probe_variance(A, kind):
    if not np.array_equal(A, A.T):
        raise ValueError("a symmetric matrix is needed")
    A = A.astype(float)
    if kind == "gaussian":
        return 2 * np.sum(A * A)
    if kind == "rademacher":
        return 2 * np.sum(np.tril(A, -1) ** 2) * 2
    raise ValueError(kind)
