"""tanh for the sigmoid; floats and a list."""


def logistic_loss(x, w, b, t, lam):
    z = float(np.dot(x, w)) + b
    y = 0.5 * (1 + np.tanh(z / 2))
    slope = 0.25 / np.cosh(z / 2) ** 2
    e = y - t
    loss = 0.5 * e * e + 0.5 * lam * sum(v * v for v in w)
    return [float(loss), [float(e * slope * a + lam * c) for a, c in zip(x, w)], float(e * slope)]
