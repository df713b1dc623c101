"""hint: sign

t − y.
"""


def logistic_loss(x, w, b, t, lam):
    y = 1 / (1 + np.exp(-(w @ x + b)))
    z_bar = (t - y) * y * (1 - y)
    return (y - t) ** 2 / 2 + lam / 2 * w @ w, z_bar * x + lam * w, z_bar
