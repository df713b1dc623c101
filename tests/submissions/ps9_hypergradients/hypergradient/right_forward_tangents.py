"""All tangents at once, in forward mode."""


def hypergradient(alphas, x0):
    K = len(alphas)
    alphas, x, tangents = np.array(alphas), np.array(x0, float), np.zeros((K, len(x0)))
    for k in range(K):
        tangents = (1 - alphas[k]) * tangents
        tangents[k] -= x
        x = (1 - alphas[k]) * x
    return tangents @ x
