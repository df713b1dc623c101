"""hint: single-precision

A central difference, rounded to single precision.
"""


def stress_gradient(W, D):
    G, h = np.zeros(W.shape, np.float32), 1e-4
    for i in np.ndindex(W.shape):
        E = np.zeros(W.shape)
        E[i] = h
        G[i] = (stress(W + E, D) - stress(W - E, D)) / (2 * h)
    return G
