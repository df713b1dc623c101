"""hint: rows-mixed

axis=1, right for matrices only.
"""


def vjp_softmax(g, x):
    axis = 1 if x.ndim > 1 else 0
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    s = e / e.sum(axis=axis, keepdims=True)
    return s * (g - (g * s).sum(axis=axis, keepdims=True))
