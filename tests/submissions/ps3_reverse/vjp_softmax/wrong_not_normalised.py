"""hint: input-for-output

exp(x) in place of softmax(x).
"""


def vjp_softmax(g, x):
    s = np.exp(x)
    return s * (g - (g * s).sum(axis=-1, keepdims=True))
