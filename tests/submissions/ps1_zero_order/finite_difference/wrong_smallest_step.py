"""hint: another-step

Steps below 1e-7 are replaced by 1e-7.
"""


def finite_difference(f, x, h, scheme="central"):
    h = h if h > 1e-7 else 1e-7
    x = np.array(x, dtype=float)
    E = h * np.eye(x.size).reshape(-1, *x.shape)
    if scheme == "central":
        return np.reshape([(f(x + e) - f(x - e)) / (2 * h) for e in E], x.shape)
    f0 = f(x)
    return np.reshape([(f(x + e) - f0) / h for e in E], x.shape)
