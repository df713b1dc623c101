"""hint: not-at-a-dual

Differences column by column.
"""


def jacobian(f, x):
    x, h = np.array(x, dtype=float), 1e-7
    base = np.array(f(list(x)))
    return np.stack([(np.array(f(list(x + h * e))) - base) / h for e in np.eye(len(x))], axis=1)
