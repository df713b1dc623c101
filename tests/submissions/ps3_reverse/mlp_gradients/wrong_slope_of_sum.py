"""hint: tanh-slope-of-input

1 − z², with the input of tanh.
"""


def mlp_gradients(weights, x, y):
    values = [x]
    for w in weights[:-1]:
        values.append(np.tanh(values[-1] @ w))
    residual = values[-1] @ weights[-1] - y
    loss = (residual**2).sum() / len(x)
    z_bar = 2 * residual / len(x)
    gradients = []
    for k, w, v in zip(range(len(weights))[::-1], reversed(weights), reversed(values)):
        gradients.append(v.T @ z_bar)
        z_bar = (z_bar @ w.T) * (1 - np.arctanh(v) ** 2 if k else 1.0)
    return loss, gradients[::-1]
