"""hint: first-left-out

The outputs are counted from 1.
"""


def jacobian_reverse(vjp, m):
    J = None
    for i in range(1, max(m, 2)):
        row = vjp(np.eye(m)[i % m])
        J = np.zeros((m, len(row))) if J is None else J
        J[i % m] = row
    return J
