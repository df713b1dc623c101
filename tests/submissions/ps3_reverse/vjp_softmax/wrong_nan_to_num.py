"""hint: overflow

nan replaced by 0.
"""


def vjp_softmax(g, x):
    e = np.exp(x)
    s = np.nan_to_num(e / e.sum(axis=-1, keepdims=True))
    return s * (g - (g * s).sum(axis=-1, keepdims=True))
