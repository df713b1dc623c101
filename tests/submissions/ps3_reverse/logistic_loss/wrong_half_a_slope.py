"""hint: slope-of-sigmoid

1 − y for the slope.
"""


def logistic_loss(x, w, b, t, lam):
    z = x @ w + b
    y = 1 / (1 + np.exp(-z))
    z_bar = (y - t) * (1 - y)
    return (y - t) ** 2 / 2 + lam * (w @ w) / 2, z_bar * x + lam * w, z_bar
