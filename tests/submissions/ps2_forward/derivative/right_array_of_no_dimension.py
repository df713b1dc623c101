"""Returns a 0-d array."""


def derivative(f, x):
    y = f(Dual(np.float64(x), np.float64(1)))
    return np.array(y.tangent if hasattr(y, "tangent") else 0)
