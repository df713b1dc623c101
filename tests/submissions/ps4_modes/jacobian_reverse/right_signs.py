"""Orthogonal rows of signs where m is a power of two would do; here a scaled identity."""


def jacobian_reverse(vjp, m):
    seeds = -2.0 * np.eye(m)
    return np.array([vjp(u) for u in seeds]) / -2.0
