"""The sigmoid by tanh, and a list for a tuple."""


def logistic_loss(x, w, b, t, lam):
    s = (1 + np.tanh((w @ x + b) / 2)) / 2
    d = (s - t) * s * (1 - s)
    return [0.5 * (s - t) ** 2 + 0.5 * lam * np.linalg.norm(w) ** 2, d * x + lam * w, d]
