"""hint: truth-values-as-seeds

The seeds are NumPy booleans, for which True + True is True: sums of tangents are wrong.
"""


def jacobian(f, x):
    n = len(x)
    unit = np.eye(n, dtype=bool)
    columns = []
    for j in range(n):
        out = f([Dual(x[k], unit[j, k]) for k in range(n)])
        columns.append([o.tangent if isinstance(o, Dual) else 0.0 for o in out])
    return np.array(columns, dtype=float).T
