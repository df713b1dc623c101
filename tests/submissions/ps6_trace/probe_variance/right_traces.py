"""The symmetric part's squares from two traces."""


def probe_variance(A, kind):
    A = np.array(A, dtype=float)
    if kind == "gaussian":
        return np.trace(A @ A.T) + np.trace(A @ A)
    elif kind == "rademacher":
        np.fill_diagonal(A, 0.0)
        return np.trace(A @ A.T) + np.trace(A @ A)
    else:
        raise ValueError("kind")
