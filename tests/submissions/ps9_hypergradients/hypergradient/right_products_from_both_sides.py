"""The closed form, with running products from the left and from the right, so that nothing is
divided by 1 − α.
"""

import numpy as np


def hypergradient(alphas, x0):
    keep = 1.0 - np.asarray(alphas, dtype=np.float64)
    x = np.asarray(x0, dtype=np.float64)
    left = np.concatenate(([1.0], np.cumprod(keep)[:-1]))
    right = np.concatenate((np.cumprod(keep[::-1])[-2::-1], [1.0]))
    others = left * right
    return -np.sum(x * x) * keep * others**2
