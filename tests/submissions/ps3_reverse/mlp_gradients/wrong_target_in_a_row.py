"""hint: target-flattened

A target of one column loses its second axis.
"""


def mlp_gradients(weights, x, y):
    y = y[:, 0] if y.shape[1] == 1 else y
    v = [x]
    for w in weights[:-1]:
        v.append(np.tanh(v[-1] @ w))
    r = v[-1] @ weights[-1] - y
    bar, gradients = 2 * r / len(x), []
    for k in reversed(range(len(weights))):
        gradients.append(v[k].T @ bar)
        if k:
            bar = bar @ weights[k].T * (1 - v[k] * v[k])
    return (r * r).sum() / len(x), gradients[::-1]
