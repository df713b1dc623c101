"""In single precision."""


def unbroadcast(g, shape):
    g = np.asarray(g, dtype=np.float32)
    g = g.sum(axis=tuple(range(g.ndim - len(shape))))
    axes = tuple(i for i in range(g.ndim) if shape[i] != g.shape[i])
    return g.sum(axis=axes, keepdims=True)
