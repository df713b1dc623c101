"""hint: seeds-summed

One product with ones.
"""


def jacobian_reverse(vjp, m):
    return vjp(np.ones(m))
