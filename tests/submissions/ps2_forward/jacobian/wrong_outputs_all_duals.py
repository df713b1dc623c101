"""hint: constant-output

Every output is taken for a Dual.
"""


def jacobian(f, x):
    columns = []
    for j in range(len(x)):
        outputs = f([Dual(a, float(i == j)) for i, a in enumerate(x)])
        columns.append([y.tangent for y in outputs])
    return np.array(columns).T
