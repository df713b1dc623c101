"""hint: truncated

The matrix takes the type of x over.
"""


def jacobian(f, x):
    J = None
    for j in range(len(x)):
        outputs = f([Dual(a, 1 if i == j else 0) for i, a in enumerate(x)])
        if J is None:
            J = np.zeros((len(outputs), len(x)), dtype=np.asarray(x).dtype)
        J[:, j] = [y.tangent if isinstance(y, Dual) else 0 for y in outputs]
    return J
