"""hint: seeds-summed

One product with ones.
"""


def jacobian_forward(jvp, n):
    return jvp(np.ones(n))
