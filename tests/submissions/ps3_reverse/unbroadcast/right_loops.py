"""Leading axes first, one at a time, then the stretched ones."""


def unbroadcast(g, shape):
    while np.ndim(g) > len(shape):
        g = np.sum(g, axis=0)
    for i, n in enumerate(shape):
        if n == 1:
            g = np.sum(g, axis=i, keepdims=True)
    return g
