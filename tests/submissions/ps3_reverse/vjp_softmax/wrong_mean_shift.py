"""hint: overflow

The mean of the row is subtracted and not its maximum, so a row with entries near 1000 and near
-1000 still overflows.
"""


def vjp_softmax(g, x):
    e = np.exp(x - x.mean(axis=-1, keepdims=True))
    s = e / e.sum(axis=-1, keepdims=True)
    return s * (g - np.sum(s * g, axis=-1, keepdims=True))
