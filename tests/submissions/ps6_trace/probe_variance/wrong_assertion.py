"""hint: another-exception

An assertion where a ValueError is asked.
"""


def probe_variance(A, kind):
    assert kind in ("gaussian", "rademacher")
    S = (A + A.T) / 2
    return 2 * np.sum(S**2) - (2 * np.sum(np.diag(S) ** 2) if kind == "rademacher" else 0)
