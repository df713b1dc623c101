"""hint: one-layer-as-hidden

The first and the last matrix are treated apart, so a network of a single matrix, K = 1, gets a tanh
that it does not have.
"""


def mlp_gradients(weights, x, y):
    b = x.shape[0]
    hs = [np.tanh(x @ weights[0])]
    for w in weights[1:-1]:
        hs.append(np.tanh(hs[-1] @ w))
    out = hs[-1] @ weights[-1] if len(weights) > 1 else hs[-1]
    loss = np.sum((out - y) ** 2) / b
    delta = 2 * (out - y) / b
    grads = []
    for k in range(len(weights) - 1, 0, -1):
        grads.insert(0, hs[k - 1].T @ delta)
        delta = (delta @ weights[k].T) * (1 - hs[k - 1] ** 2)
    grads.insert(0, x.T @ delta)
    return loss, grads
