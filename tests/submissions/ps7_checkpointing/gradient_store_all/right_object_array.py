"""An array of objects, and copies."""


def gradient_store_all(chain, x, g):
    n = len(chain)
    xs = np.empty(n + 1, dtype=object)
    xs[0] = x.copy() if hasattr(x, "copy") else x
    for i, step in enumerate(chain[:-1]):
        xs[i + 1] = step[0](xs[i])
    for i in range(n)[::-1]:
        g = chain[i][1](xs[i], g)
    return g
