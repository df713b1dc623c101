"""hint: wrong-value

Sampled.
"""


def probe_variance(A, kind):
    rng = np.random.default_rng(0)
    if kind == "gaussian":
        V = rng.standard_normal((2000, len(A)))
    elif kind == "rademacher":
        V = rng.choice([-1.0, 1.0], (2000, len(A)))
    else:
        raise ValueError(kind)
    return np.var(np.sum(V @ A * V, axis=1))
