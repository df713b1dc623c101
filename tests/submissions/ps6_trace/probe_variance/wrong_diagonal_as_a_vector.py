"""hint: diagonal-as-a-row

np.diag once, which is a vector.
"""


def probe_variance(A, kind):
    M = 0.5 * (A + A.transpose())
    if kind == "rademacher":
        M = M - np.diag(M)
    elif kind != "gaussian":
        raise ValueError("kind")
    return 2 * np.linalg.norm(M) ** 2
