"""hint: sigmoid-derivative-of-input

z (1 − z).
"""


def logistic_loss(x, w, b, t, lam):
    z = w @ x + b
    y = 1 / (1 + np.exp(-z))
    z_bar = (y - t) * z * (1 - z)
    return (y - t) ** 2 / 2 + lam / 2 * w @ w, z_bar * x + lam * w, z_bar
