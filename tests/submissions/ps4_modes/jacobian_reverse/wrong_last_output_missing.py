"""hint: last-left-out

The loop ends one too early.
"""


def jacobian_reverse(vjp, m):
    n = len(vjp(np.eye(m)[m - 1]))
    J = np.zeros((m, n))
    for i in range(m - 1):
        J[i] = vjp(np.eye(m)[i])
    return J
