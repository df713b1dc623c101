"""hint: divided-by-columns

Divided by the number of outputs.
"""


def mlp_gradients(weights, x, y):
    v = [x]
    for w in weights[:-1]:
        v.append(np.tanh(v[-1] @ w))
    r = v[-1] @ weights[-1] - y
    bar, gradients = 2 * r / y.shape[1], []
    for k in reversed(range(len(weights))):
        gradients.append(v[k].T @ bar)
        if k:
            bar = bar @ weights[k].T * (1 - v[k] * v[k])
    return (r * r).sum() / y.shape[1], gradients[::-1]
