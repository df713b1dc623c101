"""hint: small-constant

A small number added to the denominator.
"""


def vjp_softmax(g, x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    s = e / (e.sum(axis=-1, keepdims=True) + 1e-8)
    return s * (g - (g * s).sum(axis=-1, keepdims=True))
