"""hint: penalty-averaged

The regularizer is a mean over the entries of w and not a sum, both in the loss and in the gradient.
"""


def logistic_loss(x, w, b, t, lam):
    z = w.dot(x) + b
    y = 1 / (1 + np.exp(-z))
    loss = 0.5 * (y - t) ** 2 + 0.5 * lam * np.mean(w**2)
    z_bar = (y - t) * y * (1 - y)
    return loss, z_bar * x + lam * w / len(w), z_bar
