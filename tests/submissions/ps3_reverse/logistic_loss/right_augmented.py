"""The bias as one more weight."""


def logistic_loss(x, w, b, t, lam):
    x1, w1 = np.append(x, 1.0), np.append(w, b)
    keep = np.append(np.ones_like(w), 0.0)
    y = 1 / (1 + np.exp(-(x1 @ w1)))
    d = (y - t) * np.exp(-(x1 @ w1)) * y**2 * x1 + lam * keep * w1
    loss = 0.5 * (y - t) ** 2 + 0.5 * lam * np.linalg.norm(w) ** 2
    return loss, d[:-1], d[-1]
