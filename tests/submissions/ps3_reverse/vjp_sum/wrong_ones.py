"""hint: g-as-ones

g does not occur.
"""


def vjp_sum(g, x, axis, keepdims):
    return np.ones_like(x)
