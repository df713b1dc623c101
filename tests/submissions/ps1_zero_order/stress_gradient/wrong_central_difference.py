"""hint: nearly-right

A central difference of the stress.
"""


def stress_gradient(W, D):
    G, h = np.zeros(W.shape), 1e-5
    for i in np.ndindex(W.shape):
        E = np.zeros(W.shape)
        E[i] = h
        G[i] = (stress(W + E, D) - stress(W - E, D)) / (2 * h)
    return G
