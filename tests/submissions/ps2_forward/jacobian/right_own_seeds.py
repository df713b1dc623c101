"""Its own seeds, filled column by column."""


def jacobian(f, x):
    n = len(x)
    J = None
    for j in range(n):
        outputs = f([Dual(a, 1.0 if i == j else 0.0) for i, a in enumerate(x)])
        if J is None:
            J = np.zeros((len(outputs), n))
        for i, y in enumerate(outputs):
            if isinstance(y, Dual):
                J[i, j] = y.tangent
    return J
