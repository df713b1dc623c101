"""hint: nearly-right

Central differences with a step that is large for a product.
"""


def vjp_matmul(g, A, B):
    h = 1e-6
    bars = []
    for M, product in ((A, lambda M: M @ B), (B, lambda M: A @ M)):
        bar = np.zeros(M.shape)
        for i in np.ndindex(M.shape):
            E = np.zeros(M.shape)
            E[i] = h
            bar[i] = np.sum(g * (product(M + E) - product(M - E))) / (2 * h)
        bars.append(bar)
    return tuple(bars)
