"""hint: overflow

nan is taken for 0.
"""


def logistic_loss(x, w, b, t, lam):
    z = x @ w + b
    y = np.nan_to_num(np.exp(z) / (1 + np.exp(z)))
    z_bar = (y - t) * y * (1 - y)
    return (y - t) ** 2 / 2 + lam * (w @ w) / 2, z_bar * x + lam * w, z_bar
