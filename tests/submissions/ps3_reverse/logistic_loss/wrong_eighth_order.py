"""hint: nearly-right

Differences of eighth order.
"""


def logistic_loss(x, w, b, t, lam):
    def loss(w, b):
        y = 1 / (1 + np.exp(-(w @ x + b)))
        return (y - t) ** 2 / 2 + lam / 2 * w @ w

    def difference(f, h=0.02):
        weights = (4 / 5, -1 / 5, 4 / 105, -1 / 280)
        return sum(a * (f(k * h) - f(-k * h)) for k, a in enumerate(weights, start=1)) / h

    dw = [difference(lambda h: loss(w + h * e, b)) for e in np.eye(len(w))]
    return loss(w, b), np.array(dw), difference(lambda h: loss(w, b + h))
