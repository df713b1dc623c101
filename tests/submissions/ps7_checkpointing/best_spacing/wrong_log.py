"""hint: logarithm

As in bisection.
"""


def best_spacing(n):
    return max(int(np.log2(n)), 1)
