"""hint: overflow

The sigmoid is written as e^z / (1 + e^z), which is nan for large z.
"""


def logistic_loss(x, w, b, t, lam):
    z = np.sum(w * x) + b
    ez = np.exp(z)
    y = ez / (1 + ez)
    e = y - t
    loss = 0.5 * e * e + 0.5 * lam * np.sum(w**2)
    db = e * y * (1 - y)
    dw = db * x + lam * w
    return loss, dw, db
