"""One array of two rows; f gets a tuple."""


def jvp(f, x, v):
    rows = [(y + Dual(0.0)).__dict__ for y in f(tuple(Dual(a, b) for a, b in zip(x, v)))]
    return np.array([[row[name] for row in rows] for name in ("value", "tangent")])
