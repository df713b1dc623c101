"""The product of the factors."""


def unrolled_loss(alphas, x0):
    return np.prod(1.0 - np.array(alphas)) ** 2 * np.sum(np.array(x0, dtype=float) ** 2) / 2
