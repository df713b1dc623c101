"""hint: wrong-type

Returns the loss alone.
"""


def logistic_loss(x, w, b, t, lam):
    y = 1 / (1 + np.exp(-(w @ x + b)))
    return (y - t) ** 2 / 2 + lam / 2 * w @ w
