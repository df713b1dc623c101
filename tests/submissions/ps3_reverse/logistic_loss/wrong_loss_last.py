"""hint: another-order

The loss stands last.
"""


def logistic_loss(x, w, b, t, lam):
    z = x @ w + b
    y = 1 / (1 + np.exp(-z))
    z_bar = (y - t) * y * (1 - y)
    return z_bar * x + lam * w, z_bar, (y - t) ** 2 / 2 + lam * (w @ w) / 2
