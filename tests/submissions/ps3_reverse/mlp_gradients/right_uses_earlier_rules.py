"""With vjp_matmul of exercise 4 and a list of closures."""


def mlp_gradients(weights, x, y):
    v, tape = x, []
    for k, w in enumerate(weights):
        tape.append((v, w))
        v = v @ w
        if k + 1 < len(weights):
            v = np.tanh(v)
    b = x.shape[0]
    loss = np.mean(np.sum((v - y) ** 2, axis=1))
    g, gradients = (v - y) * (2 / b), [None] * len(weights)
    for k in range(len(weights) - 1, -1, -1):
        v, w = tape[k]
        g, gradients[k] = vjp_matmul(g, v, w)
        if k > 0:
            g = g * (1 - v * v)
    return loss, gradients
