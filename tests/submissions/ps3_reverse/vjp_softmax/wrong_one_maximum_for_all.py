"""hint: overflow

The maximum of the whole array.
"""


def vjp_softmax(g, x):
    e = np.exp(x - x.max())
    s = e / e.sum(axis=-1, keepdims=True)
    return s * (g - (g * s).sum(axis=-1, keepdims=True))
