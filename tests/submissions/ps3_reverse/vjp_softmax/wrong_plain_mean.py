"""hint: sum-not-weighted

The plain mean of g, where each entry counts with its s.
"""


def vjp_softmax(g, x):
    s = np.exp(x - x.max(-1, keepdims=True))
    s /= s.sum(-1, keepdims=True)
    return s * (g - g.mean(-1, keepdims=True))
