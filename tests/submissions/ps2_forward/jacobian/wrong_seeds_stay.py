"""hint: seed-not-reset

The seed of the column before stays 1.
"""


def jacobian(f, x):
    seed = np.zeros(len(x))
    columns = []
    for j in range(len(x)):
        seed[j] = 1.0
        columns.append(jvp(f, x, seed)[1])
    return np.stack(columns, axis=1)
