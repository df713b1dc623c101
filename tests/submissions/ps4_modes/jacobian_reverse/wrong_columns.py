"""hint: rows-into-columns

Rows into columns.
"""


def jacobian_reverse(vjp, m):
    return np.array([vjp(u) for u in np.eye(m)]).T
