"""hint: one-child-only

The penalty's contribution replaces the other.
"""


def logistic_loss(x, w, b, t, lam):
    y = 1 / (1 + np.exp(-(w @ x + b)))
    z_bar = (y - t) * y * (1 - y)
    dw = z_bar * x
    dw = lam * w
    return (y - t) ** 2 / 2 + lam / 2 * w @ w, dw, z_bar
