"""hint: arguments-changed

`x -= …` writes into the argument.
"""


def vjp_softmax(g, x):
    x -= x.max(axis=-1, keepdims=True)
    e = np.exp(x)
    s = e / e.sum(axis=-1, keepdims=True)
    return s * (g - (g * s).sum(axis=-1, keepdims=True))
