"""hint: slope-missing-once

The loop stops one layer too early with the derivative of tanh: the gradient of the first matrix
lacks the factor of the first hidden layer.
"""


def mlp_gradients(weights, x, y):
    K = len(weights)
    v = [x]
    for w in weights[:-1]:
        v.append(np.tanh(v[-1] @ w))
    diff = v[-1] @ weights[-1] - y
    loss = np.sum(diff**2) / x.shape[0]
    bar = 2 * diff / x.shape[0]
    grads = {}
    for k in range(K - 1, -1, -1):
        grads[k] = v[k].T @ bar
        bar = bar @ weights[k].T
        if k > 1:
            bar = bar * (1 - v[k] ** 2)
    return loss, [grads[k] for k in range(K)]
