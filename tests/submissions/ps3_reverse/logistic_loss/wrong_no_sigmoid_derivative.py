"""hint: no-sigmoid-derivative

The well-known rule of the cross-entropy.
"""


def logistic_loss(x, w, b, t, lam):
    y = 1 / (1 + np.exp(-(w @ x + b)))
    return (y - t) ** 2 / 2 + lam / 2 * w @ w, (y - t) * x + lam * w, y - t
