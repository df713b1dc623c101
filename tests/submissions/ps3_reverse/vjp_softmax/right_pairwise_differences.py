"""1 / Σ exp(x_k − x_i): no maximum needed."""


def vjp_softmax(g, x):
    with np.errstate(over="ignore"):
        s = 1 / np.exp(x[..., None, :] - x[..., :, None]).sum(axis=-1)
    return s * (g - np.sum(g * s, axis=-1)[..., np.newaxis])
