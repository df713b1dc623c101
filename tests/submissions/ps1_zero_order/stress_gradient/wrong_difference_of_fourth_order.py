"""hint: nearly-right

A difference quotient of order 4, which is exact for a polynomial of degree 4 but for rounding.
"""


def stress_gradient(W, D):
    G, h = np.zeros(W.shape), 1.0
    for i in np.ndindex(W.shape):
        E = np.zeros(W.shape)
        E[i] = h
        near, far = (stress(W + k * E, D) - stress(W - k * E, D) for k in (1, 2))
        G[i] = (8 * near - far) / (12 * h)
    return G
