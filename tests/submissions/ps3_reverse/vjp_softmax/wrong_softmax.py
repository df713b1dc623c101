"""hint: softmax-returned

The softmax itself.
"""


def vjp_softmax(g, x):
    s = np.exp(x - x.max(-1)[..., None])
    s = s / s.sum(-1)[..., None]
    return s
