"""hint: tanh-for-sigmoid

tanh for the sigmoid.
"""


def logistic_loss(x, w, b, t, lam):
    z = x @ w + b
    y = np.tanh(z)
    z_bar = (y - t) * (1 - y**2)
    return (y - t) ** 2 / 2 + lam * (w @ w) / 2, z_bar * x + lam * w, z_bar
