"""hint: reshaped

A flat array brought into the wrong shape.
"""


def jacobian_reverse(vjp, m):
    rows = [vjp(u) for u in np.eye(m)]
    return np.concatenate(rows).reshape(len(rows[0]), m)
