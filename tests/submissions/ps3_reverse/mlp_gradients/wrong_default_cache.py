"""hint: depends-on-earlier-calls

The stored values live in a mutable default argument, so the second call works with values of the
first.
"""


def mlp_gradients(weights, x, y, cache=[]):
    cache.append(x)
    for w in weights[:-1]:
        cache.append(np.tanh(cache[-1] @ w))
    out = cache[-1] @ weights[-1]
    b = x.shape[0]
    loss = ((out - y) ** 2).sum() / b
    d = 2 * (out - y) / b
    grads = []
    for k in range(len(weights) - 1, -1, -1):
        grads.append(cache[k].T @ d)
        if k > 0:
            d = (d @ weights[k].T) * (1 - cache[k] ** 2)
    return loss, grads[::-1]
