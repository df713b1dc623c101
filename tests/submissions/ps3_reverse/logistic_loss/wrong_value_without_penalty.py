"""hint: penalty-not-in-loss

The penalty is in the gradient alone.
"""


def logistic_loss(x, w, b, t, lam):
    z = x @ w + b
    y = 1 / (1 + np.exp(-z))
    z_bar = (y - t) * y * (1 - y)
    return (y - t) ** 2 / 2 + 0, z_bar * x + lam * w, z_bar
