"""hint: factor-missing

The factor s in front is forgotten.
"""


def vjp_softmax(g, x):
    s = np.exp(x - x.max(-1)[..., None])
    s = s / s.sum(-1)[..., None]
    return g - (g * s).sum(-1)[..., None]
