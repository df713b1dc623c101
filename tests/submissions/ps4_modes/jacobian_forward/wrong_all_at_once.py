"""hint: all-at-once

All unit vectors in one call.
"""


def jacobian_forward(jvp, n):
    return jvp(np.eye(n))
