"""hint: not-an-integer

The root as it is.
"""


def best_spacing(n):
    return np.sqrt(n)
