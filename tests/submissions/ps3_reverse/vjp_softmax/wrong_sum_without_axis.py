"""hint: inner-sum-flat

The inner sum has no axis to stand beside its row.
"""


def vjp_softmax(g, x):
    s = np.exp(x - x.max(-1)[..., None])
    s = s / s.sum(-1)[..., None]
    return s * (g - (g * s).sum(-1))
