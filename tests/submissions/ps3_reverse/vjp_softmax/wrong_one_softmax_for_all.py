"""hint: rows-mixed

One softmax of the whole array.
"""


def vjp_softmax(g, x):
    e = np.exp(x - x.max())
    s = e / e.sum()
    return s * (g - np.sum(g * s))
