"""Rows on top of one another."""


def jacobian_reverse(vjp, m):
    return np.vstack([vjp(u) for u in np.eye(m)])
