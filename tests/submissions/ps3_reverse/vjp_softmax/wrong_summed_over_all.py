"""hint: rows-mixed

The inner sum runs over the batch as well.
"""


def vjp_softmax(g, x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    s = e / e.sum(axis=-1, keepdims=True)
    return s * (g - np.sum(g * s))
