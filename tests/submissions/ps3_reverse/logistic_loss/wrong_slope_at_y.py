"""hint: sigmoid-derivative-of-input

σ'(y): the function applied twice.
"""


def logistic_loss(x, w, b, t, lam):
    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    y = sigmoid(w @ x + b)
    z_bar = (y - t) * sigmoid(y) * (1 - sigmoid(y))
    return (y - t) ** 2 / 2 + lam / 2 * w @ w, z_bar * x + lam * w, z_bar
