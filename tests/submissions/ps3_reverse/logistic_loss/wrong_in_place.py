"""hint: arguments-changed

The gradient is written over the weights.
"""


def logistic_loss(x, w, b, t, lam):
    y = 1 / (1 + np.exp(-(w @ x + b)))
    z_bar = (y - t) * y * (1 - y)
    loss = (y - t) ** 2 / 2 + lam / 2 * (w @ w)
    w *= lam
    w += z_bar * x
    return loss, w, z_bar
