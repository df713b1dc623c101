"""A list of rows, made without NumPy; only the moving input is a Dual."""


def jacobian(f, x):
    columns = []
    for j in range(len(x)):
        outputs = f([Dual(float(a), 1.0) if i == j else float(a) for i, a in enumerate(x)])
        columns.append([y.tangent if isinstance(y, Dual) else 0.0 for y in outputs])
    return [list(row) for row in zip(*columns)]
