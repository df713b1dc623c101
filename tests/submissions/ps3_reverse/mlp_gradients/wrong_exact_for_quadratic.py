"""hint: nearly-right

Central differences with a long step, exact where the loss is quadratic.
"""


def mlp_gradients(weights, x, y):
    def loss():
        v = x
        for w in ws[:-1]:
            v = np.tanh(v @ w)
        return ((v @ ws[-1] - y) ** 2).sum() / len(x)

    ws, h = [w.copy() for w in weights], 0.1
    value, gradients = loss(), []
    for w in ws:
        g = np.zeros_like(w)
        for i in np.ndindex(w.shape):
            old = w[i]
            w[i] = old + h
            above = loss()
            w[i] = old - h
            g[i] = (above - loss()) / (2 * h)
            w[i] = old
        gradients.append(g)
    return value, gradients
