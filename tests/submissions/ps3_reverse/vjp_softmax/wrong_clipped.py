"""hint: clipped

Clipping hides the overflow and changes the values.
"""


def vjp_softmax(g, x):
    e = np.exp(np.clip(x, -500, 500))
    s = e / e.sum(axis=-1, keepdims=True)
    return s * (g - (g * s).sum(axis=-1, keepdims=True))
