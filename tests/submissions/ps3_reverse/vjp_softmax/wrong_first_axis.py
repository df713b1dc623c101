"""hint: rows-mixed

Along the first axis.
"""


def vjp_softmax(g, x):
    e = np.exp(x - x.max(axis=0))
    s = e / e.sum(axis=0)
    return s * (g - (g * s).sum(axis=0))
