"""hint: one-array

A matrix for activations of one size.
"""


def gradient_store_all(chain, x, g):
    n = len(chain)
    xs = np.zeros((n, len(x)))
    for i in range(n):
        xs[i] = x
        x = chain[i][0](x)
    for i in range(n - 1, -1, -1):
        g = chain[i][1](xs[i], g)
    return g
