"""hint: size-asked-first

A product only to learn n.
"""


def jacobian_reverse(vjp, m):
    J = np.zeros((m, vjp(np.zeros(m)).size))
    for i, u in enumerate(np.eye(m)):
        J[i] = vjp(u)
    return J
