"""hint: nearly-right

Central differences.
"""


def logistic_loss(x, w, b, t, lam):
    def loss(w, b):
        y = 1 / (1 + np.exp(-(w @ x + b)))
        return (y - t) ** 2 / 2 + lam / 2 * w @ w

    h = 1e-5
    dw = np.zeros_like(w)
    for i in range(len(w)):
        e = np.zeros_like(w)
        e[i] = h
        dw[i] = (loss(w + e, b) - loss(w - e, b)) / (2 * h)
    return loss(w, b), dw, (loss(w, b + h) - loss(w, b - h)) / (2 * h)
