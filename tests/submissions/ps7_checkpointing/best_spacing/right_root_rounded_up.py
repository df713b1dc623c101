"""The root, rounded up, a float that is whole."""


def best_spacing(n):
    return np.ceil(np.sqrt(n))
