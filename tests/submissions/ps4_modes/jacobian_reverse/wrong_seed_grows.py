"""hint: seed-not-reset

The unit vector keeps its earlier entries.
"""


def jacobian_reverse(vjp, m):
    u, rows = np.zeros(m), []
    for i in range(m):
        u[i] = 1.0
        rows.append(vjp(u))
    return np.array(rows)
