"""Point by point."""


def stress_gradient(W, D):
    G = np.zeros(W.shape)
    for i in range(len(W)):
        away = W[i] - W
        G[i] = 8 * ((away**2).sum(1) - D[i]) @ away
    return G
