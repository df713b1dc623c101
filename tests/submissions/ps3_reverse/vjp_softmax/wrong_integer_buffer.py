"""hint: truncated

The exponentials are written into an array of the type of x, which may be that of integers.
"""


def vjp_softmax(g, x):
    e = np.zeros_like(x)
    e[...] = np.exp(x - np.max(x, axis=-1, keepdims=True))
    s = e / np.sum(e, axis=-1, keepdims=True)
    return s * (g - np.sum(g * s, axis=-1, keepdims=True))
