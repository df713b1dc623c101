"""hint: arguments-changed

The shape of the argument g is changed, but the arguments have to stay as they are.
"""


def vjp_sum(g, x, axis, keepdims):
    if not isinstance(g, np.ndarray):
        g = np.array(g)
    kept = np.sum(np.empty(x.shape), axis=axis, keepdims=True)
    g.shape = kept.shape
    return np.tile(g, tuple(n if k == 1 else 1 for n, k in zip(x.shape, kept.shape)))
