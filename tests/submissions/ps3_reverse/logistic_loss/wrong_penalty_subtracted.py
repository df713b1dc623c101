"""hint: penalty-sign

The gradient of the penalty is subtracted.
"""


def logistic_loss(x, w, b, t, lam):
    y = 1 / (1 + np.exp(-(w @ x + b)))
    d = (y - t) * y * (1 - y)
    return (y - t) ** 2 / 2 + lam / 2 * w @ w, d * x - lam * w, d
