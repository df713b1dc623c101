"""hint: jacobian-returned

The Jacobian, one column for each input, in place of its product with v.
"""


def jvp(f, x, v):
    columns = []
    for j in range(len(x)):
        outputs = f([Dual(a, 1.0 if i == j else 0.0) for i, a in enumerate(x)])
        columns.append([y.tangent if isinstance(y, Dual) else 0.0 for y in outputs])
    return np.array([y.value if isinstance(y, Dual) else y for y in outputs]), np.array(columns).T
