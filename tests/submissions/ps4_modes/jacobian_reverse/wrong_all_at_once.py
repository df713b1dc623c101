"""hint: all-at-once

All unit vectors in one call.
"""


def jacobian_reverse(vjp, m):
    return vjp(np.eye(m)).T
