"""hint: shifted

Takes the ones of the second diagonal, so that row i is that of output i + 1, and the last one is zero.
"""


def jacobian_reverse(vjp, m):
    E = np.eye(m, k=1)
    return np.array([vjp(E[i]) for i in range(m)])
