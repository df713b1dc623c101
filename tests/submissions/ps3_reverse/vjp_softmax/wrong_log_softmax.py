"""hint: log-softmax

The rule of the logarithm.
"""


def vjp_softmax(g, x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    s = e / e.sum(axis=-1, keepdims=True)
    return g - s * g.sum(axis=-1, keepdims=True)
