"""hint: diagonal-jacobian

The sigmoid's rule, entry by entry.
"""


def vjp_softmax(g, x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    s = e / e.sum(axis=-1, keepdims=True)
    return g * s * (1 - s)
