"""Through the logarithm of the denominator."""


def vjp_softmax(g, x):
    top = np.max(x, axis=-1, keepdims=True)
    s = np.exp(x - top - np.log(np.sum(np.exp(x - top), axis=-1, keepdims=True)))
    return s * g - s * np.einsum("...i,...i->...", s, g)[..., None]
