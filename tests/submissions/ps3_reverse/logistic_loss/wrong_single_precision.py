"""hint: nearly-right

Central differences, rounded to single precision.
"""


def logistic_loss(x, w, b, t, lam):
    def loss(w, b):
        y = 1 / (1 + np.exp(-(w @ x + b)))
        return (y - t) ** 2 / 2 + lam / 2 * w @ w

    h = 1e-4
    dw = [(loss(w + h * e, b) - loss(w - h * e, b)) / (2 * h) for e in np.eye(len(w))]
    return loss(w, b), np.float32(dw), np.float32((loss(w, b + h) - loss(w, b - h)) / (2 * h))
