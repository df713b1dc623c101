"""A loop over the batch, outer products, 1/cosh²."""


def mlp_gradients(weights, x, y):
    loss, gradients = 0.0, [np.zeros(w.shape) for w in weights]
    for xi, yi in zip(x, y):
        inputs, sums, v = [], [], xi
        for w in weights:
            inputs.append(v)
            sums.append(v @ w)
            v = np.tanh(sums[-1])
        r = sums[-1] - yi
        loss += r @ r / len(x)
        z_bar = 2 * r / len(x)
        for k in reversed(range(len(weights))):
            gradients[k] += np.outer(inputs[k], z_bar)
            if k:
                z_bar = (weights[k] @ z_bar) / np.cosh(sums[k - 1]) ** 2
    return loss, tuple(gradients)
