"""hint: overflow

tanh is written with exponentials, which overflow to nan for large inputs.
"""


def tanh(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


def mlp_gradients(weights, x, y):
    v = [x]
    for w in weights[:-1]:
        v.append(tanh(v[-1] @ w))
    e = v[-1] @ weights[-1] - y
    loss = np.sum(e**2) / len(e)
    bar = 2 * e / len(e)
    out = []
    for k in reversed(range(len(weights))):
        out.insert(0, v[k].T @ bar)
        bar = (bar @ weights[k].T) * (1 - v[k] ** 2)
    return loss, out
