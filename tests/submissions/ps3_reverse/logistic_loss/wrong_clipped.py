"""hint: clipped

z is kept within ±30.
"""


def logistic_loss(x, w, b, t, lam):
    z = max(-30.0, min(30.0, x @ w + b))
    y = 1 / (1 + np.exp(-z))
    z_bar = (y - t) * y * (1 - y)
    return (y - t) ** 2 / 2 + lam * (w @ w) / 2, z_bar * x + lam * w, z_bar
