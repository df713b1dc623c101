"""hint: bias-regularised

The bias is penalised as well.
"""


def logistic_loss(x, w, b, t, lam):
    y = 1 / (1 + np.exp(-(w @ x + b)))
    z_bar = (y - t) * y * (1 - y)
    return (y - t) ** 2 / 2 + lam / 2 * (w @ w + b * b), z_bar * x + lam * w, z_bar + lam * b
