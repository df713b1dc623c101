"""From the last output to the first."""


def jacobian_reverse(vjp, m):
    rows = []
    for i in reversed(range(m)):
        u = np.zeros(m)
        u[i] = 1
        rows.insert(0, vjp(u))
    return np.array(rows)
