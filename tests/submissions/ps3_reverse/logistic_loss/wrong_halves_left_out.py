"""hint: factor-of-two

The loss without its halves.
"""


def logistic_loss(x, w, b, t, lam):
    y = 1 / (1 + np.exp(-(w @ x + b)))
    z_bar = 2 * (y - t) * y * (1 - y)
    return (y - t) ** 2 + lam * w @ w, z_bar * x + 2 * lam * w, z_bar
