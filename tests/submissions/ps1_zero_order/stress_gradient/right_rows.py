"""Point by point."""


def stress_gradient(W, D):
    G = np.zeros_like(W)
    for i in range(len(W)):
        away = W[i] - W
        G[i] = 8 * ((away**2).sum(1) - D[i]) @ away
    return G
