"""hint: nearly-right

Central differences of eighth order.
"""


def vjp_softmax(g, x):
    def softmax(x):
        e = np.exp(x - x.max(axis=-1, keepdims=True))
        return e / e.sum(axis=-1, keepdims=True)

    x_bar, h = np.zeros_like(x), 0.03
    for i in np.ndindex(x.shape):
        d = np.zeros_like(x)
        d[i] = h
        for k, c in (1, 4 / 5), (2, -1 / 5), (3, 4 / 105), (4, -1 / 280):
            x_bar[i] += c / h * (g * (softmax(x + k * d) - softmax(x - k * d))).sum()
    return x_bar
