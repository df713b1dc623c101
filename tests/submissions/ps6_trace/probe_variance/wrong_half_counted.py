"""hint: half-of-the-pairs

For both kinds the entries above the diagonal are counted once.
"""


def probe_variance(A, kind):
    S = 0.5 * (A + A.T)
    off = 2 * np.sum(np.triu(S, 1) ** 2)
    if kind == "rademacher":
        return off
    if kind == "gaussian":
        return off + 2 * np.sum(np.diag(S) ** 2)
    raise ValueError("kind must be 'gaussian' or 'rademacher'")
