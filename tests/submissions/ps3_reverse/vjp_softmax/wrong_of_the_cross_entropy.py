"""hint: cross-entropy

The gradient of the cross-entropy.
"""


def vjp_softmax(g, x):
    s = np.exp(x - x.max(-1)[..., None])
    s = s / s.sum(-1)[..., None]
    return s - g
