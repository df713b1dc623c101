"""hint: single-precision

The right rule in single precision, in which it cannot be told from a difference quotient.
"""


def vjp_softmax(g, x):
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    s = e / np.sum(e, axis=-1, keepdims=True)
    return (s * (g - np.sum(g * s, axis=-1, keepdims=True))).astype(np.float32)
