"""Indices, and the norm squared."""


def unrolled_loss(alphas, x0):
    x = np.array(x0, float)
    for k in range(len(alphas)):
        x *= 1 - alphas[k]
    return np.linalg.norm(x) ** 2 / 2
