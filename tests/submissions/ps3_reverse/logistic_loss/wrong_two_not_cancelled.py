"""hint: factor-of-two

The halves are forgotten in the gradient.
"""


def logistic_loss(x, w, b, t, lam):
    y = 1 / (1 + np.exp(-(w @ x + b)))
    z_bar = 2 * (y - t) * y * (1 - y)
    return (y - t) ** 2 / 2 + lam / 2 * w @ w, z_bar * x + 2 * lam * w, z_bar
