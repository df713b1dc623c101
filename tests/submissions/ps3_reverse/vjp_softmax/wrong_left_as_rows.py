"""hint: wrong-shape

The rows stand in a matrix, whatever shape x has.
"""


def vjp_softmax(g, x):
    rows, g = x.reshape(-1, x.shape[-1]), g.reshape(-1, x.shape[-1])
    e = np.exp(rows - rows.max(axis=1, keepdims=True))
    s = e / e.sum(axis=1, keepdims=True)
    return s * (g - (g * s).sum(axis=1, keepdims=True))
