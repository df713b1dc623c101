"""hint: seed-not-reset

The unit vector keeps its earlier entries.
"""


def jacobian_forward(jvp, n):
    e, columns = np.zeros(n), []
    for j in range(n):
        e[j] = 1.0
        columns.append(jvp(e))
    return np.array(columns).T
