"""hint: overflow

exp of the inputs as they are.
"""


def vjp_softmax(g, x):
    e = np.exp(x)
    s = e / e.sum(axis=-1, keepdims=True)
    return s * (g - (g * s).sum(axis=-1, keepdims=True))
