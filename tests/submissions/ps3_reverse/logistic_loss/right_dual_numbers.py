"""Forward mode: the rates of change of all quantities in all d + 1 directions at once."""


def logistic_loss(x, w, b, t, lam):
    d = w.size
    directions = np.eye(d + 1)
    w_dot, b_dot = directions[:, :d], directions[:, d]
    z, z_dot = x @ w + b, w_dot @ x + b_dot
    q = np.exp(-abs(z))
    y = (1 if z >= 0 else q) / (1 + q)
    y_dot = q / (1 + q) ** 2 * z_dot
    loss = 0.5 * (y - t) ** 2 + 0.5 * lam * (w @ w)
    loss_dot = (y - t) * y_dot + lam * (w_dot @ w)
    return loss, loss_dot[:d], loss_dot[d]
