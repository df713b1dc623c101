"""hint: nearly-right

Central differences.
"""


def mlp_gradients(weights, x, y):
    def loss(weights):
        v = x
        for w in weights[:-1]:
            v = np.tanh(v @ w)
        return ((v @ weights[-1] - y) ** 2).sum() / len(x)

    h, gradients = 1e-5, []
    for k, w in enumerate(weights):
        g = np.zeros(w.shape)
        for i in np.ndindex(w.shape):
            e = np.zeros(w.shape)
            e[i] = h
            up, down = list(weights), list(weights)
            up[k], down[k] = w + e, w - e
            g[i] = (loss(up) - loss(down)) / (2 * h)
        gradients.append(g)
    return loss(weights), gradients
