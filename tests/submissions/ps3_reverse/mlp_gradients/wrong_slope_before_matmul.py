"""hint: hidden-adjoint

The slope of the next layer's output, by an index that is one off.
"""


def mlp_gradients(weights, x, y):
    values = [x]
    for w in weights[:-1]:
        values.append(np.tanh(values[-1] @ w))
    residual = values[-1] @ weights[-1] - y
    loss = (residual**2).sum() / len(x)
    z_bar = 2 * residual / len(x)
    gradients = []
    for w, v in zip(reversed(weights), reversed(values)):
        gradients.append(v.T @ z_bar)
        z_bar = (z_bar @ w.T) * (1 - v**2) ** 2
    return loss, gradients[::-1]
