"""hint: tanh-on-output

A linear output, and tanh's derivative at it.
"""


def mlp_gradients(weights, x, y):
    values = [x]
    for w in weights[:-1]:
        values.append(np.tanh(values[-1] @ w))
    out = values[-1] @ weights[-1]
    residual = out - y
    loss = (residual**2).sum() / len(x)
    z_bar = 2 * residual / len(x) * (1 - np.tanh(out) ** 2)
    gradients = []
    for w, v in zip(reversed(weights), reversed(values)):
        gradients.append(v.T @ z_bar)
        z_bar = (z_bar @ w.T) * (1 - v**2)
    return loss, gradients[::-1]
