"""hint: one-child-only

w's second child is left out.
"""


def logistic_loss(x, w, b, t, lam):
    y = 1 / (1 + np.exp(-(w @ x + b)))
    z_bar = (y - t) * y * (1 - y)
    return (y - t) ** 2 / 2 + lam / 2 * w @ w, z_bar * x, z_bar
