"""hint: arguments-changed

The Duals are put into the caller's list x and stay there.
"""


def jacobian(f, x):
    x = x if isinstance(x, list) else list(x)
    cols = []
    for j, xj in enumerate(x):
        x[j] = Dual(xj, 1.0)
        out = f([a if isinstance(a, Dual) else Dual(a, 0.0) for a in x])
        cols.append([o.tangent if isinstance(o, Dual) else 0.0 for o in out])
        x[j] = Dual(xj, 0.0)
    return np.array(cols, dtype=float).T
