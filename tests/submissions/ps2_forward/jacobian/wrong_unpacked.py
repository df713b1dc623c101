"""hint: unpacked

f is called with n arguments.
"""


def jacobian(f, x):
    columns = []
    for j in range(len(x)):
        outputs = f(*[Dual(a, float(i == j)) for i, a in enumerate(x)])
        columns.append([y.tangent if isinstance(y, Dual) else 0.0 for y in outputs])
    return np.array(columns, dtype=float).T
